"""Judges documents against a schema with libxml2, one line in, one line out.

    judge.py SCHEMA < lines > lines

In:  the document, base64.
Out: "malformed", or "valid" or "invalid" and, after a tab, the root element in Clark notation; after another tab the first
complaint, for a person to read.
"""

import base64
import sys

from lxml import etree


def main(schema_path):
    # As xmllint parses: CDATA sections stay nodes of their own.
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, strip_cdata=False)
    schema = etree.XMLSchema(etree.parse(schema_path))
    for line in sys.stdin.buffer:
        try:
            document = etree.fromstring(base64.b64decode(line), parser)
        except (etree.XMLSyntaxError, ValueError) as error:
            print("malformed\t\t" + one_line(str(error)))
            continue
        verdict = "valid" if schema.validate(document) else "invalid"
        complaint = schema.error_log[0].message if len(schema.error_log) > 0 else ""
        print("\t".join((verdict, document.tag, one_line(complaint))))


def one_line(text):
    return " ".join(text.split())


main(sys.argv[1])
