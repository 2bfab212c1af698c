"""Stores a picture with python-zeep by MTOM.

    zeep_mtom.py URL < {"address", "encoding", "picture": base64} > {"thumbnail": base64, "multipart": bool}

zeep reads MTOM and does not write it: its transport is given a plug-in that takes base64 values out of the envelope, and
Python's own email package makes the parts, in the transfer encoding that is asked for.
"""

import base64
import json
import sys
from email import encoders, generator, policy
from email.mime.application import MIMEApplication
from email.mime.multipart import MIMEMultipart
from io import BytesIO

import zeep
from lxml import etree

INCLUDE = "{http://www.w3.org/2004/08/xop/include}Include"
ENCODERS = {"base64": encoders.encode_base64, "quoted-printable": encoders.encode_quopri, "8bit": encoders.encode_noop}


class XopTransport(zeep.Transport):
    def __init__(self, encoding):
        super().__init__(timeout=30, operation_timeout=30)
        self.encoding = encoding
        self.multipart = False

    def post_xml(self, address, envelope, headers):
        parts = []
        for element in envelope.iter("{urn:photos}picture"):
            content_id = "picture%d@zeep" % len(parts)
            parts.append((content_id, base64.b64decode(element.text)))
            element.text = None
            etree.SubElement(element, INCLUDE).set("href", "cid:" + content_id)
        message = MIMEMultipart("related", type="application/xop+xml", start="<root@zeep>", **{"start-info": "text/xml"})
        root = MIMEApplication(etree.tostring(envelope), "xop+xml", encoders.encode_noop, charset="utf-8", type="text/xml")
        root.add_header("Content-ID", "<root@zeep>")
        root.add_header("Content-Transfer-Encoding", "8bit")
        message.attach(root)
        for content_id, content in parts:
            part = MIMEApplication(content, "octet-stream", ENCODERS[self.encoding])
            part.add_header("Content-ID", "<%s>" % content_id)
            if "Content-Transfer-Encoding" not in part:
                part.add_header("Content-Transfer-Encoding", self.encoding)
            message.attach(part)
        out = BytesIO()
        generator.BytesGenerator(out, policy=policy.HTTP).flatten(message)
        # The header of the message itself travels in HTTP.
        _, body = out.getvalue().split(b"\r\n\r\n", 1)
        content_type = " ".join(message["Content-Type"].split())
        response = self.post(address, body, {**headers, "Content-Type": content_type})
        self.multipart = response.headers["Content-Type"].startswith("multipart/related")
        return response


call = json.load(sys.stdin)
transport = XopTransport(call["encoding"])
client = zeep.Client(sys.argv[1], transport=transport)
service = client.create_service("{urn:photos}PhotosBinding", call["address"])
picture = base64.b64decode(call["picture"])
thumbnail = service.Store(title="Ærø", picture=[picture, picture])
print(json.dumps({"thumbnail": base64.b64encode(thumbnail).decode(), "multipart": transport.multipart}))
