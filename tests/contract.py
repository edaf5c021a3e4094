"""The contract, api/openapi.yaml: read, checked in itself, and compared with answers."""

import pathlib
import re

import jsonschema
import yaml

ROOT = pathlib.Path(__file__).resolve().parent.parent
METHODS = ("get", "put", "post", "patch", "delete")


class Contract:
    def __init__(self, path=ROOT / "api" / "openapi.yaml"):
        self.document = yaml.safe_load(path.read_text())

    def resolve(self, node):
        while isinstance(node, dict) and "$ref" in node:
            place = self.document
            assert node["$ref"].startswith("#/"), node["$ref"]
            for part in node["$ref"][2:].split("/"):
                place = place[part]
            node = place
        return node

    def operations(self):
        """(METHOD, path, operation) of each."""
        for path, item in self.document["paths"].items():
            for method in METHODS:
                if method in item:
                    yield method.upper(), path, item[method]

    def find(self, method, path):
        """The operation that a request leads to; a literal segment goes before a parameter."""
        fitting = []
        for known, template, operation in self.operations():
            pattern = re.sub(r"\{[^}]+\}", "[^/]+", template)
            if known == method and re.fullmatch(pattern, path):
                fitting.append((template.count("{"), operation))
        return min(fitting, key=lambda pair: pair[0])[1] if fitting else None

    def faults(self):
        """What is wrong with the document itself, as sentences."""
        told = []
        names = set()
        tags = {tag["name"] for tag in self.document["tags"]}
        for method, path, operation in self.operations():
            place = f"{method} {path}"
            for wanted in ("operationId", "summary", "tags", "responses", "x-roles"):
                if wanted not in operation:
                    told.append(f"{place} has no {wanted}")
            name = operation.get("operationId")
            if name in names:
                told.append(f"{place}: {name} is another operation's name")
            names.add(name)
            told += [f"{place}: no such tag: {tag}" for tag in operation.get("tags", []) if tag not in tags]
            if "default" not in operation["responses"]:
                told.append(f"{place} does not say what a problem looks like")
            parameters = [self.resolve(p) for p in operation.get("parameters", [])]
            in_path = {p["name"] for p in parameters if p["in"] == "path"}
            if in_path != set(re.findall(r"\{([^}]+)\}", path)):
                told.append(f"{place}: the path's parameters are not the ones that are described")
            if operation.get("x-roles") == [] and operation.get("security") != []:
                told.append(f"{place}: nobody may call it")
        told += list(self.broken_references(self.document, "#"))
        return told

    def broken_references(self, node, place):
        if isinstance(node, dict):
            if "$ref" in node:
                try:
                    self.resolve(node)
                except (KeyError, AssertionError):
                    yield f"{place}: {node['$ref']} leads nowhere"
            for key, value in node.items():
                yield from self.broken_references(value, f"{place}/{key}")
        elif isinstance(node, list):
            for i, value in enumerate(node):
                yield from self.broken_references(value, f"{place}/{i}")

    def check(self, method, path, answer):
        """Fails where an answer is not as its operation says."""
        operation = self.find(method, path.split("?")[0])
        assert operation, f"{method} {path} is not in the contract"
        said = operation["responses"].get(str(answer.status), operation["responses"]["default"])
        said = self.resolve(said)
        kind = (answer.headers.get("content-type") or "").split(";")[0]
        content = said.get("content", {})
        if not content:
            assert not answer.bytes, f"{method} {path}: {answer.status} has a body that nothing describes"
            return
        assert kind in content, f"{method} {path}: {answer.status} is {kind}, not {list(content)}"
        if "json" in kind:
            schema = {"$ref": "#/components/wanted", "components": {**self.document["components"], "wanted": content[kind]["schema"]}}
            jsonschema.Draft202012Validator(schema).validate(answer.json)
