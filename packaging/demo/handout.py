"""Writes a one-page PDF handout for the demo's document lectures (no library needed for one page of text)."""
import sys

LINES = [
    (22, 760, "Handout"), (12, 725, "Keep this page beside you while you practise."),
    (14, 690, "1. Slow is smooth"), (11, 672, "Choose a tempo at which nothing goes wrong. Stay there longer than feels useful."),
    (14, 640, "2. One thing at a time"), (11, 622, "Change a single detail, listen, decide. Then the next one."),
    (14, 590, "3. Stop while it is good"), (11, 572, "Twenty attentive minutes beat two tired hours."),
    (11, 520, "Harbour School - for the participants of this course"),
]


def main(path):
    text = "".join(f"BT /F1 {size} Tf 72 {y} Td ({line}) Tj ET\n" for size, y, line in LINES).encode()
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n" % len(text) + text + b"endstream",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    out = bytearray(b"%PDF-1.4\n")
    offsets = []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    xref = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    for offset in offsets:
        out += b"%010d 00000 n \n" % offset
    out += b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, xref)
    with open(path, "wb") as file:
        file.write(out)


main(sys.argv[1])
