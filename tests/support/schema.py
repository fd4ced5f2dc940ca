"""The JSON Schema of a plan, and plans as editors read them."""

import json
import os
import re

import jsonschema
import yaml

from program import SOURCE, ProgramTest

KEPT = os.path.join(SOURCE, "sessions", "schema", "plan.schema.json")


class Loader(yaml.SafeLoader):
    """YAML 1.2 as editors read it: `on` is a word, and 1:30 no number."""

    yaml_implicit_resolvers = {}


for _tag, _shape, _first in (
        ("null", r"(?:~|null|Null|NULL|)$", ["~", "n", "N", ""]),
        ("bool", r"(?:true|True|TRUE|false|False|FALSE)$", list("tTfF")),
        ("int", r"[-+]?[0-9]+$", list("-+0123456789")),
        ("float", r"[-+]?(?:\.[0-9]+|[0-9]+\.[0-9]*)(?:[eE][-+]?[0-9]+)?$",
         list("-+.0123456789"))):
    Loader.add_implicit_resolver("tag:yaml.org,2002:" + _tag,
                                 re.compile(_shape), _first)


def read(path):
    with open(path, "rb") as file:
        return file.read()


class SchemaTest(ProgramTest):
    screened = False

    @classmethod
    def setUpClass(cls):
        cls.schema = json.loads(read(KEPT))
        cls.validator = jsonschema.Draft7Validator(cls.schema)

    def complaints(self, data):
        """What is wrong with a plan: by YAML itself, else by the schema."""
        try:
            plan = yaml.load(data, Loader)
        except (yaml.YAMLError, ValueError) as error:
            return [f"no YAML: {error}"]
        return [f"{'/'.join(map(str, error.absolute_path))}: {error.message}"
                for error in self.validator.iter_errors(plan)]
