"""刊印：python publish.py [命令] [稿件 ...]（用法见 --help；首次请先运行 make publish）"""

import os
import sys
from pathlib import Path

if __name__ == "__main__":
    venv = Path(__file__).resolve().parent / ".venv"
    python = venv / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    ready = python.exists() and (venv / "pyvenv.cfg").exists()
    if ready and Path(sys.prefix).resolve() != venv.resolve():
        os.execv(python, [str(python), __file__, *sys.argv[1:]])
    try:
        from kanyin.cli import main
    except (ImportError, SyntaxError) as error:
        sys.exit(f"请先运行 make publish（run “make publish” first）：{error}")
    sys.exit(main())
