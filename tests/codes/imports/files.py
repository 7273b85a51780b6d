"""Small files in the documented layouts, of our own: where no official file can be had here, these
are what the importers are tested on. Titles in them are ours."""

from pathlib import Path

NOTICE = "This line stands for a notice of the owner of the codes. All rights are theirs."


def order_line(number, code, flag, short, long):
    return f"{number:05d} {code:<7} {flag} {short:<60} {long}"


ORDER = "\n".join(
    (
        order_line(1, "C91", 0, "Lymphoid leukemia", "Lymphoid leukemia"),
        order_line(2, "C910", 0, "Acute lymphoblastic", "Acute lymphoblastic leukemia"),
        order_line(3, "C9100", 1, "Not in remission", "Acute lymphoblastic leukemia without remission"),
        order_line(4, "T8609", 0, "Other complications", "Other complications of a marrow transplant"),
        order_line(5, "S72001A", 1, "Fracture, first visit", "Fracture of the thigh bone, first visit"),
        "",
    )
)  # fmt: skip
PCS_ORDER = "\n".join(
    (
        order_line(1, "302", 0, "Transfusion", "Administration, circulatory, transfusion"),
        order_line(
            2, "30233G0", 1, "Transfusion of own marrow", "Transfusion of own marrow into a vein"
        ),
        "",
    )
)


def anweb_line(code, sequence, record, long, short=""):
    return f"{code:>5}{sequence:05d}{record}{long:<80}{short:<28}".ljust(320)


ANWEB_FIXED = "\n".join(
    (
        anweb_line("J9035", 100, 3, "Bevacizumab for injection, ten", "Bevacizumab"),
        anweb_line("J9035", 200, 4, "milligrams"),
        anweb_line("A1", 300, 7, "Dressing for one wound", "Dressing, one"),
        "",
    )
)
ANWEB_TABLE = (
    "HCPC,SEQNUM,RECID,LONG DESCRIPTION,SHORT DESCRIPTION,PRICE1,COV,BETOS,XREF1,XREF2,ADD DT,"
    "ACT EFF DT,TERM DT\n"
    "J9035,100,3,Bevacizumab for injection,Bevacizumab,51,C,O1D,,,20050101,20050101,\n"
    "G0001,200,3,Drawing blood,Blood draw,11,C,T1H,G0471,36415,19960101,20050101,20041231\n"
    "A1,300,7,Dressing for one wound,,,,,,,20000101,20000101,\n"
)
CONVERSION = (
    "A table of changes\t\t\n"
    "Current code assignment\tEffective\tPrevious Code(s) Assignment\n"
    "E66.813\t2025\tE66.01, E66.8\n"
    "M97.01XA\t45017\tT84.040A\n"
    "H02.151\t2018\tH02.101-H02.103; H02.109\n"
    "U09.9\t2022\tNone\n"
)
CONVERSION_PCS = (
    "Current code(s) assignment\tCode title\tEffective year\tPrevious code(s) assignment\t"
    "Predecessor code title\tChange type\tComment\tEffective month/day [MM.DD]\n"
    "XW133C8\tTransfusion, new\t2023\t30233G0\tTransfusion, old\tRevised\t\t10.01\n"
)
PTP = "\r\n".join(
    (
        NOTICE,
        "Column1/Column2 Edits",
        "Column 1\tColumn 2\t*=in existence\tEffective\tDeletion\tModifier\tPTP Edit Rationale",
        "\t\tprior to 1996\tDate\tDate\t0=not allowed\t",
        "\t\t\t\t*=no data\t1=allowed\t",
        "\t\t\t\t\t9=not applicable\t",
        "38240\t36000\t\t20020101\t*\t1\tPart of the service",
        "38240\t36410\t*\t19960101\t20101231\t0\tPart of the service",
        "38240\t36410\t\t20150101\t*\t1\tPart of the service",
        "38241\t38240\t\t20140101\t20140101\t9\tTaken back",
        "",
    )
)
MUE = (
    f'"{NOTICE}\nIt runs over two lines.",,,\n'
    '"HCPCS/\nCPT Code",Practitioner Services MUE Values,MUE Adjudication Indicator,MUE Rationale\n'
    "38240,1,3 Date of Service Edit: Clinical,Clinical: Data\n"
    "J9035,170,3 Date of Service Edit: Clinical,Prescribing Information\n"
    "36415,2,1 Line Edit,Nature of Service\n"
)
ADDON = (
    f"{NOTICE}\n"
    "AOC_Edit_Type\tAdd-On_Code\tAOC_DelDT\tPrimary_Code\tPrimary_Code_DelDT\tAOC_Edit_EffDT\t"
    "AOC_Edit_DelDT\tSpecial_Instruction_Notes\n"
    "1\t88341\t\t88342\t\t2015001\t\t\n"
    "1\t88341\t\t88360\t2019365\t2015001\t\t\n"
    "2\t99292\t\tCCCCC\t\t2013001\t\tContractor Defined Primary Codes\n"
)
GPCI = (
    "ADDENDUM E. GEOGRAPHIC INDICES BY STATE AND LOCALITY,,,,,,\n"
    ",,,,,,\n"
    "Medicare Administrative Contractor (MAC),State,Locality Number,Locality Name,"
    "2026 PW GPCI (with 1.0 Floor),2026 PE GPCI,2026 MP GPCI\n"
    "04412,TX,18,HOUSTON,1.017,1.006,1.249\n"
    "02102,AK,01,ALASKA*,1.500,1.081,0.592\n"
    "* A floor is set by law.,,,,,,\n"
)
PPRRVU_HEAD = (
    ",,2026 National Physician Fee Schedule Relative Value File January Release"
    ",,,,,,,,,,,,,,,,,,,,,,,,,,,,,\n"
    f",,{NOTICE},,,,,,,,,,,,,,,,,,,,,,,,,,,,,\n"
    ",,,STATUS,MEDICARE,WORK,NON-FAC,NA,FACILITY,NA,MP,NON-FACILITY,FACILITY,PCTC,GLOB,PRE,INTRA,POST,"
    "MULT,BILAT,ASST,CO-,TEAM,PRIC,ENDO,CONV,DIAGNOSTIC,CALCULATION,FAMILY,PAYMENT,PAYMENT,PAYMENT\n"
    "HCPCS,MOD,DESCRIPTION,CODE,PAYMENT,RVU,PE RVU,INDICATOR,PE RVU,INDICATOR,RVU,TOTAL,TOTAL,IND,DAYS,"
    "OP,OP,OP,PROC,SURG,SURG,SURG,SURG,IND,BASE,FACTOR,PROCEDURES,FLAG,INDICATOR,AMOUNT,AMOUNT,AMOUNT\n"
)
PPRRVU = (
    PPRRVU_HEAD + "38240,,WORDS OF THE OWNER,R,,4.00,2.90,NA,2.90,,0.26,7.16,7.16,0,XXX,"
    "0,0,0,2,0,0,0,0,,,33.4009,09,0,99,0,0,0\n"
    "88305,26,WORDS OF THE OWNER,A,,0.75,0.36,,0.36,,0.02,1.13,1.13,1,XXX,"
    "0,0,0,0,0,0,0,0,,,33.4009,09,0,99,0,0,0\n"
)
TABLE5 = (
    "MS-DRG,FINAL RULE Post-Acute DRG,FINAL RULE Special Pay DRG,MDC,TYPE,MS-DRG Title,Weights,"
    "Geometric mean LOS,Arithmetic mean LOS\n"
    "014,No,No,PRE,SURG,Allogeneic marrow transplant,12.1234,25.1,29.8\n"
    "016,No,No,PRE,SURG,Own marrow transplant with complications,6.5432,17.0,18.2\n"
)
LONGULT = f"{NOTICE}\n\nMore of the notice.\n\n38240\tA long text of the owner\n38241\tAnother long text\n"
MEDU = f"{NOTICE}\n\n38240 A MEDIUM TEXT OF THE OWNER, THIRTY-EIGHT\n38241 ANOTHER MEDIUM TEXT\n"
SHORTU = f"{NOTICE}\n\n38240 A SHORT TEXT\n38241 ANOTHER SHORT TEXT\n"
CONSUMER = "Concept Id\tCPT Code\tConsumer Friendly Descriptor\n1001\t38240\tA friendly text of the owner\n"


def written(folder: Path, name: str, content: str, encoding: str = "utf-8") -> Path:
    path = folder / name
    path.write_bytes(content.encode(encoding))
    return path
