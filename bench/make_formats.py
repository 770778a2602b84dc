#!/usr/bin/python3
"""A statement of bench/make_statement in another format: make_formats.py FORMAT < statement.csv > file.

Written as plainly as the formats allow, with nothing but the standard library, so that what is measured is
reading. The same rows in every format; opening and closing balances where the format has them.
"""
import csv
import sys
import zipfile
from decimal import Decimal
from xml.sax.saxutils import escape

ACCOUNT = "DE02120300000000202051"


def rows():
    for date, text, amount, currency, balance, reference in list(csv.reader(sys.stdin))[1:]:
        yield date, text, Decimal(amount), balance, reference


def opening(all_rows):
    return Decimal(all_rows[0][3]) - all_rows[0][2]


def ofx(out):
    out.write(b"OFXHEADER:100\nDATA:OFXSGML\nVERSION:102\nSECURITY:NONE\nENCODING:UTF-8\nCHARSET:NONE\n\n<OFX><BANKMSGSRSV1>"
              b"<STMTTRNRS><STMTRS><CURDEF>EUR<BANKACCTFROM><BANKID>12030000<ACCTID>202051<ACCTTYPE>CHECKING"
              b"</BANKACCTFROM><BANKTRANLIST>\n")
    for date, text, amount, balance, ref in rows():
        kind = "CREDIT" if amount > 0 else "DEBIT"
        out.write(f"<STMTTRN><TRNTYPE>{kind}<DTPOSTED>{date.replace('-', '')}<TRNAMT>{amount}<FITID>{ref}"
                  f"<NAME>{escape(text[:32])}<MEMO>{escape(text)}</STMTTRN>\n".encode())
    out.write(f"</BANKTRANLIST><LEDGERBAL><BALAMT>{balance}<DTASOF>{date.replace('-', '')}</LEDGERBAL>"
              "</STMTRS></STMTTRNRS></BANKMSGSRSV1></OFX>\n".encode())


def qif(out):
    out.write(b"!Type:Bank\n")
    for date, text, amount, _, ref in rows():
        year, month, day = date.split("-")
        out.write(f"D{month}/{day}/{year}\nT{amount}\nN{ref}\nP{text}\n^\n".encode())


def camt(out):
    all_rows = list(rows())

    def balance(kind, value, date):
        sign = "CRDT" if value >= 0 else "DBIT"
        return (f"<Bal><Tp><CdOrPrtry><Cd>{kind}</Cd></CdOrPrtry></Tp><Amt Ccy=\"EUR\">{abs(value)}</Amt>"
                f"<CdtDbtInd>{sign}</CdtDbtInd><Dt><Dt>{date}</Dt></Dt></Bal>\n").encode()

    out.write(b"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.053.001.02\">"
              b"<BkToCstmrStmt><GrpHdr><MsgId>1</MsgId><CreDtTm>2024-01-01T00:00:00</CreDtTm></GrpHdr><Stmt><Id>1</Id>"
              b"<CreDtTm>2024-01-01T00:00:00</CreDtTm><Acct><Id><IBAN>" + ACCOUNT.encode() +
              b"</IBAN></Id><Ccy>EUR</Ccy></Acct>\n")
    out.write(balance("OPBD", opening(all_rows), all_rows[0][0]))
    out.write(balance("CLBD", Decimal(all_rows[-1][3]), all_rows[-1][0]))
    for date, text, amount, _, ref in all_rows:
        sign = "CRDT" if amount > 0 else "DBIT"
        out.write(f"<Ntry><Amt Ccy=\"EUR\">{abs(amount)}</Amt><CdtDbtInd>{sign}</CdtDbtInd><Sts>BOOK</Sts><BookgDt><Dt>{date}"
                  f"</Dt></BookgDt><ValDt><Dt>{date}</Dt></ValDt><AcctSvcrRef>{ref}</AcctSvcrRef><NtryDtls><TxDtls><RmtInf>"
                  f"<Ustrd>{escape(text)}</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>\n".encode())
    out.write(b"</Stmt></BkToCstmrStmt></Document>\n")


def mt940(out):
    all_rows = list(rows())

    def balance(tag, value, date):
        sign = "C" if value >= 0 else "D"
        return f":{tag}:{sign}{date[2:].replace('-', '')}EUR{str(abs(value)).replace('.', ',')}\r\n".encode()

    out.write(f":20:STATEMENT\r\n:25:{ACCOUNT}\r\n:28C:1/1\r\n".encode())
    out.write(balance("60F", opening(all_rows), all_rows[0][0]))
    for date, text, amount, _, ref in all_rows:
        day = date[2:].replace("-", "")
        sign = "C" if amount > 0 else "D"
        out.write(f":61:{day}{day[2:]}{sign}{str(abs(amount)).replace('.', ',')}NTRF{ref}\r\n"
                  f":86:166?00TRANSFER?20{text[:27]}?21{text[27:54]}\r\n".encode())
    out.write(balance("62F", Decimal(all_rows[-1][3]), all_rows[-1][0]) + b"-\r\n")


def bai2(out):
    all_rows = list(rows())
    date = all_rows[-1][0][2:].replace("-", "")
    out.write(f"01,BANK,FLORIN,{date},0000,1,,,2/\n02,FLORIN,BANK,1,{date},0000,EUR,2/\n"
              f"03,202051,EUR,010,{int(opening(all_rows) * 100)},,,015,{int(Decimal(all_rows[-1][3]) * 100)},,/\n".encode())
    total = int(opening(all_rows) * 100) + int(Decimal(all_rows[-1][3]) * 100)
    for _, text, amount, _, ref in all_rows:
        code = 142 if amount > 0 else 451
        total += abs(int(amount * 100))
        out.write(f"16,{code},{abs(int(amount * 100))},Z,{ref},,{text.replace(',', ' ').replace('/', ' ')}\n".encode())
    n = len(all_rows)
    out.write(f"49,{total},{n + 2}/\n98,{total},1,{n + 4}/\n99,{total},1,{n + 6}/\n".encode())


def column(i):
    return "ABCDEF"[i]


def xlsx(out):
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as z:
        kinds = "application/vnd.openxmlformats-officedocument.spreadsheetml."
        parts = (("workbook", "sheet.main"), ("worksheets/sheet1", "worksheet"), ("styles", "styles"))
        z.writestr("[Content_Types].xml", '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
                   '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>' +
                   "".join(f'<Override PartName="/xl/{part}.xml" ContentType="{kinds}{kind}+xml"/>' for part, kind in parts) +
                   "</Types>")
        z.writestr("_rels/.rels", '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
                   '<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"'
                   ' Target="xl/workbook.xml"/></Relationships>')
        z.writestr("xl/workbook.xml", '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
                   'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets>'
                   '<sheet name="Statement" sheetId="1" r:id="r1"/></sheets></workbook>')
        z.writestr("xl/_rels/workbook.xml.rels", '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
                   '<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"'
                   ' Target="worksheets/sheet1.xml"/><Relationship Id="r2" '
                   'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/>'
                   '</Relationships>')
        z.writestr("xl/styles.xml", '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><fonts count="1">'
                   '<font/></fonts><fills count="1"><fill><patternFill patternType="none"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1">'
                   '<xf/></cellStyleXfs><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14" applyNumberFormat="1"/></cellXfs>'
                   '</styleSheet>')
        with z.open("xl/worksheets/sheet1.xml", "w") as sheet:
            sheet.write(b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>')
            heads = ("Date", "Description", "Amount", "Balance", "Reference")
            sheet.write(b'<row r="1">' + "".join(
                f'<c r="{column(i)}1" t="inlineStr"><is><t>{head}</t></is></c>' for i, head in enumerate(heads)).encode() + b"</row>")
            from datetime import date as Day
            for n, (date, text, amount, balance, ref) in enumerate(rows(), 2):
                serial = (Day.fromisoformat(date) - Day(1899, 12, 30)).days
                sheet.write(f'<row r="{n}"><c r="A{n}" s="1"><v>{serial}</v></c><c r="B{n}" t="inlineStr"><is><t>{escape(text)}</t>'
                            f'</is></c><c r="C{n}"><v>{amount}</v></c><c r="D{n}"><v>{balance}</v></c><c r="E{n}"><v>{ref}</v></c>'
                            '</row>'.encode())
            sheet.write(b"</sheetData></worksheet>")


def ods(out):
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as z:
        z.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet", zipfile.ZIP_STORED)
        with z.open("content.xml", "w") as content:
            content.write(b'<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
                          b'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
                          b'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>'
                          b'<table:table table:name="Statement"><table:table-row>')
            for head in ("Date", "Description", "Amount", "Balance"):
                content.write(f'<table:table-cell office:value-type="string"><text:p>{head}</text:p></table:table-cell>'.encode())
            content.write(b"</table:table-row>")
            for date, text, amount, balance, _ in rows():
                content.write(f'<table:table-row><table:table-cell office:value-type="date" office:date-value="{date}"><text:p>{date}'
                              f'</text:p></table:table-cell><table:table-cell office:value-type="string"><text:p>{escape(text)}'
                              f'</text:p></table:table-cell><table:table-cell office:value-type="float" office:value="{amount}">'
                              f'<text:p>{amount}</text:p></table:table-cell><table:table-cell office:value-type="float" '
                              f'office:value="{balance}"><text:p>{balance}</text:p></table:table-cell></table:table-row>'.encode())
            content.write(b"</table:table></office:spreadsheet></office:body></office:document-content>")


LINES_A_PAGE = 55


def pdf(out):
    all_rows = list(rows())
    pages = [all_rows[i:i + LINES_A_PAGE] for i in range(0, len(all_rows), LINES_A_PAGE)]
    objects = []

    def page_text(part):
        def shown(x, y, text, right=False):
            # Courier: every glyph is 0.6 of the size wide
            x -= len(text) * 4.2 if right else 0
            text = text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
            return f"BT /F1 7 Tf {x:.1f} {y} Td ({text}) Tj ET\n"

        y, content = 800, ""
        for x, head, right in ((40, "Date", False), (100, "Description", False), (460, "Amount", True), (550, "Balance", True)):
            content += shown(x, y, head, right)
        for date, text, amount, balance, _ in part:
            y -= 13
            content += shown(40, y, date) + shown(100, y, text[:60]) + shown(460, y, str(amount), True) + shown(550, y, balance, True)
        return content.encode("latin-1")

    first = 4
    kids = " ".join(f"{first + 2 * i} 0 R" for i in range(len(pages)))
    objects.append(b"<< /Type /Catalog /Pages 2 0 R >>")
    objects.append(f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode())
    objects.append(b"<< /Type /Font /Subtype /Type1 /BaseFont /Courier >>")
    for i, part in enumerate(pages):
        content = page_text(part)
        objects.append(f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> "
                       f"/Contents {first + 2 * i + 1} 0 R >>".encode())
        objects.append(b"<< /Length %d >>\nstream\n" % len(content) + content + b"endstream")
    out.write(b"%PDF-1.4\n")
    at, offsets = 9, []
    for i, body in enumerate(objects, 1):
        text = b"%d 0 obj\n" % i + body + b"\nendobj\n"
        offsets.append(at)
        at += len(text)
        out.write(text)
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    out.write(b"".join(b"%010d 00000 n \n" % o for o in offsets))
    out.write(b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, at))


WRITERS = {f.__name__: f for f in (ofx, qif, camt, mt940, bai2, xlsx, ods, pdf)}
if __name__ == "__main__":
    if len(sys.argv) != 2 or sys.argv[1] not in WRITERS:
        sys.exit("usage: make_formats.py " + "|".join(WRITERS) + " < statement.csv > file")
    WRITERS[sys.argv[1]](sys.stdout.buffer)
