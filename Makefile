# make publish  把 source/ 下的每一期做成四种版本（make every issue under source/)
# make test     运行测试 (set up and run the tests)
# make check    格式、规则、类型、测试 (format, lint, types, tests)
# make verify   做好，装上检验程序，请它们全部查一遍 (publish, install the validators, ask them all)
# make clean    删除做出的文件 (remove what was made; the environment stays)

PYTHON ?= python3
VENV := .venv
RUN := $(VENV)/bin/python

.PHONY: publish test check validators verify clean

publish: $(VENV)/.ready
	$(RUN) publish.py

test: $(VENV)/.ready-for-tests
	$(RUN) -m pytest

check: $(VENV)/.ready-for-tests
	$(RUN) -m ruff format --check .
	$(RUN) -m ruff check .
	$(RUN) -m mypy
	$(RUN) -m pytest -W error -rs

validators: $(VENV)/.ready
	sh tools/validators/install.sh $(RUN)

verify: validators publish
	$(RUN) publish.py verify --level full

clean:
	if [ -x $(RUN) ]; then $(RUN) publish.py clean; fi
	rm -rf .mypy_cache .pytest_cache .ruff_cache .hypothesis tools/validators/node_modules

# The stamps: each step is done once, and again when what it depends on changes.
$(VENV)/.system: tools/system_packages.sh
	sh tools/system_packages.sh $(PYTHON)
	[ -x $(RUN) ] || $(PYTHON) -m venv $(VENV)
	touch $@

$(VENV)/.ready: $(VENV)/.system pyproject.toml
	$(RUN) -m pip install --disable-pip-version-check --quiet --editable .
	touch $@

$(VENV)/.ready-for-tests: $(VENV)/.ready
	$(RUN) -m pip install --disable-pip-version-check --quiet --editable '.[dev]'
	touch $@
