"""Reads a folder's reports, each with a reader that others wrote, and prints what they found.

    read_reports.py FOLDER SCHEMA

The folder holds one report in every form: report.json, report.junit, report.tap, report.prometheus,
report.markdown, report.html. The output is one JSON object.
"""

import base64
import hashlib
import json
import sys
import unicodedata
import warnings

import html5lib
import jsonschema
import junitparser
from markdown_it import MarkdownIt
from prometheus_client.parser import text_string_to_metric_families
from tap.parser import Parser

folder, schema_path = sys.argv[1:]


def text(form):
    with open(f"{folder}/report.{form}", encoding="utf-8", newline="") as file:
        return file.read()


def harmful(content):
    """What could fool a reader and is there as it is: its code points."""
    found = set()
    for character in content:
        turns = unicodedata.bidirectional(character) in {
            "LRE", "RLE", "PDF", "LRO", "RLO", "LRI", "RLI", "FSI", "PDI"}
        control = unicodedata.category(character) == "Cc" and character not in "\n\t"
        if turns or control or character in "\u2028\u2029\ufffe\uffff":
            found.add(f"U+{ord(character):04X}")
    return sorted(found)


def records():
    with open(schema_path, encoding="utf-8") as file:
        schema = json.load(file)
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    lines = text("json").split("\n")
    assert lines.pop() == ""
    values = [json.loads(line) for line in lines]
    return {
        "ids": [value["id"] for value in values],
        "errors": [error.message for value in values for error in validator.iter_errors(value)],
    }


def junit():
    found = {"cases": {}}
    xml = junitparser.JUnitXml.fromfile(f"{folder}/report.junit")
    found["totals"] = [xml.tests, xml.failures, xml.errors, xml.skipped]
    sums = [0, 0, 0, 0]
    found["suites"] = []
    for suite in xml:
        found["suites"].append(suite.name)
        sums = [a + b for a, b in zip(
            sums, [suite.tests, suite.failures, suite.errors, suite.skipped])]
        before = [suite.tests, suite.failures, suite.errors, suite.skipped]
        suite.update_statistics()
        assert before == [suite.tests, suite.failures, suite.errors, suite.skipped], suite.name
        for case in suite:
            result = case.result[0] if case.result else None
            found["cases"][case.name] = {
                "result": type(result).__name__ if result is not None else "Passed",
                "type": (result.type if result is not None else None) or "",
                "message": (result.message if result is not None else None) or "",
                "body": (result.text if result is not None else None) or "",
            }
    found["sums"] = sums
    return found


def tap():
    points, kinds = [], []
    for line in Parser().parse_file(f"{folder}/report.tap"):
        kinds.append(line.category)
        if line.category == "test":
            points.append({
                "ok": line.ok, "number": line.number, "skip": line.skip, "todo": line.todo,
                "description": line.description,
                # Values that are quoted are texts, and nothing else.
                "found": {name: value for name, value in line.yaml_block.items()
                          if name != "duration_ms"},
            })
    return {"points": points, "kinds": sorted(set(kinds))}


def prometheus():
    samples = {}
    for family in text_string_to_metric_families(text("prometheus")):
        assert family.documentation and family.type == "gauge", family.name
        for sample in family.samples:
            samples.setdefault(sample.name, []).append(
                {"labels": sample.labels, "value": sample.value})
    return samples


def markdown():
    """The tables' cells, and every kind of token: no link, image or HTML but ours."""
    tables, kinds, html = [], set(), set()
    for token in MarkdownIt("commonmark").enable("table").parse(text("markdown")):
        kinds.add(token.type)
        if token.type == "table_open":
            tables.append([])
        elif token.type == "tr_open":
            tables[-1].append([])
        elif token.type == "inline":
            for child in token.children:
                kinds.add(child.type)
                if child.type == "html_inline":
                    html.add(child.content)
            if tables and token.level > 3:
                tables[-1][-1].append("".join(
                    child.content for child in token.children if child.type == "text"))
    return {"tables": tables, "kinds": sorted(kinds), "html": sorted(html)}


def html():
    page = text("html")
    document = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(page)
    head = document.find("head")
    (style,) = document.iter("style")
    digest = base64.b64encode(hashlib.sha256(style.text.encode()).digest()).decode()
    (policy,) = [meta.get("content") for meta in head.iter("meta")
                 if meta.get("http-equiv") == "Content-Security-Policy"]
    identifiers = [e.get("id") for e in document.iter() if e.get("id")]
    assert len(set(identifiers)) == len(identifiers)
    links = [a.get("href") for a in document.iter("a")]
    matrix = [div for div in document.iter("div") if div.get("class") == "matrix"]
    rows = []
    for row in (matrix[0].iter("tr") if matrix else []):
        rows.append(["".join(cell.itertext()) for cell in row])
    titles = [cell.get("title") for m in matrix for cell in m.iter("td") if cell.get("title")]
    attributes = {name for e in document.iter() for name in e.attrib}
    return {
        "tags": sorted({e.tag for e in document.iter() if isinstance(e.tag, str)}),
        "attributes": sorted(attributes),
        "policy": policy, "styleDigest": digest,
        "deadLinks": [link for link in links if link[0] != "#" or link[1:] not in identifiers],
        "links": len(links), "matrix": rows, "titles": titles,
        "text": "".join(document.find("body").itertext()),
    }


warnings.simplefilter("error")
forms = ["json", "junit", "tap", "prometheus", "markdown", "html", "nagios", "text"]
print(json.dumps({
    "records": records(), "junit": junit(), "tap": tap(), "prometheus": prometheus(),
    "markdown": markdown(), "html": html(), "harmful": {form: harmful(text(form)) for form in forms},
}))
