"""The words by which a name is told from a diagnosis, a drug or a hospital. Pure data.

`FIRST_NAMES` are common given names in the United States that are hardly ever another word: Mark,
Grace, Will, April, Austin and their like are left out on purpose, and are seen only after a label
or right beside a birth date. `NOT_NAMES` are capitalized words of clinical and coding texts.
"""

import re

_GIVEN = """
aaron abigail adam adriana agnes aisha alan albert alejandra alejandro alex alexander alexandra
alexis alfred alice alicia alison allen allison alma alyssa amanda amber amelia amy ana andre
andrea andrew andy angel angela angelica anita ann anna anne annette annie anthony antonio ariana
arlene arnold arthur ashley audrey ava barbara beatrice becky ben benjamin bernadette bernard
bernice bertha beth bethany betty beverly billy bobby bonnie brad bradley brandi brandon brandy
brenda brent brian brianna bridget brittany bruce bryan caitlin caleb calvin camila carla carlos
carmen carol caroline carolyn carrie cassandra catherine cathy cecilia cesar chad charlene charles
charlie chelsea cheryl chloe chris christina christine christopher christy cindy claire clarence
claudia clifford colleen connie connor corey courtney craig crystal curtis cynthia daisy dan dana
daniel danielle danny darlene darrell darren dave david deborah debra deepak denise dennis derek
derrick destiny devin diana diane dolores don donald donna dora doris dorothy douglas duane dustin
dylan eddie edgar edith edna eduardo edward edwin eileen elaine eleanor elena eli elijah elizabeth
ella ellen elsie emily emma enrique eric erica erik erika erin ernest esther ethan ethel eugene
eva evan evelyn fatima felicia fernando francis francisco fred frederick gabriel gabriela
gabrielle gail gary geoffrey george gerald geraldine gilbert gina gladys glen glenda glenn gloria
gordon greg gregory guadalupe gwendolyn hailey hannah harold harriet harry harvey hassan hazel
heather hector heidi helen henry herbert herman hiroshi holly howard hugh ian ibrahim ida irene
irma isaac isabel isabella isaiah jack jackie jacob jacqueline jake jaime james jamie jan jane
janet janice jared jasmine jason javier jay jean jeanette jeanne jeff jeffery jeffrey jennie
jennifer jenny jeremiah jeremy jerome jerry jesse jessica jesus jill jim jimmy joan joann joanne
jodi joe joel john johnny jon jonathan jorge jose joseph josephine joshua joyce juan juana juanita
judith judy julia julian julie julio justin kaitlyn karen karl katelyn katherine kathleen kathryn
kathy katie katrina kayla keith kelly kelsey ken kenneth kevin kim kimberly krista kristen kristin
kristina kristy kurt kyle larry latoya laura lauren laurie lawrence leah lee leo leon leona
leonard leroy leslie lester lewis lillian linda lindsay lindsey lisa lloyd lois lori lorraine
louis louise lucas lucia lucille lucy luis luke luz lydia lynn mabel maggie mahmoud manuel marcia
marcus margaret margarita maria mariah marian marie marilyn mario marion marissa marjorie marsha
marta martha martin marvin mary mateo matthew mattie maureen maurice megan mei melanie melinda
melissa melvin mercedes meredith mia michael michele michelle miguel mike mildred milton mindy
minnie miranda miriam misty mitchell mohamed mohammed molly monica monique morgan muhammad myra
myrtle nancy naomi natalia natalie natasha nathan nathaniel neil nelson nicholas nichole nicole
nina noah nora norma norman olga olivia omar oscar pamela patricia patrick patsy paul paula
pauline pedro peggy peter philip phillip phyllis priya rachel rafael rajesh ralph ramon randall
randy raul raymond rebecca regina renee rhonda ricardo richard rick ricky rita robert roberta
roberto robin rochelle rodney roger roland ronald ronnie rosa rosalie rosemary roxanne ruben
russell ruth ryan sabrina sally salvador sam samantha samuel sandra sandy sara sarah scott sean
sebastian sergio seth shane shannon sharon shaun shawn sheila shelby shelley sherri sherry shirley
sidney simon sofia sonia sonya sophia sophie stacey stacy stanley stella stephanie stephen steve
steven stuart susan susie suzanne sylvia tabitha tamara tammy tanya tara tasha taylor ted teresa
terri terry thelma theodore theresa thomas tiffany tim timothy tina todd tom tommy toni tony tonya
tracey traci tracy travis trevor tricia troy valerie vanessa vera vernon veronica vicki vickie
vicky victoria vincent vivian wade walter wanda warren wayne wendy whitney wilbur willard william
willie wilma xavier yesenia yolanda yvette yvonne zachary zoe
"""
FIRST_NAMES = frozenset(_GIVEN.split())

# Before one of these words a name is an eponym's, a building's or a company's.
_THINGS = """
syndrome disease sign murmur test procedure operation score scale classification criteria fracture
hernia duct reflex phenomenon lymphoma tumor anomaly palsy stage staging method technique maneuver
catheter port line tube clamp hospital clinic medical health healthcare system center centre
university college institute foundation school house memorial pavilion county street avenue road
cancer children's childrens group llc inc associates insurance company plan
"""
OF_SOMETHING_ELSE = frozenset(_THINGS.split())

_WORDS = """
a an and as at by for from has he her his in is it no not of on or s/p she the to was who with
acute adult aetna age allergies alert allogeneic ambulatory anemia anesthesia answer assessment
asthma autologous baby benign bilateral biopsy birth blood blue bmt bone cardiac care case chart
chemotherapy chest chief chronic cigna claim code codes coder coding complaint consult
consultation copd covid cpt critical date daily day deceased denied department diabetes diagnosis
discharge discharged doctor donor dos drg dx emergency encounter end established evaluation exam
examination failure female final findings follow fracture gender grade guidelines hcpcs head heart
history home hpi humana icd icu impression indication infusion inpatient insurance known left
leukemia level lung lymphoma major male malignant marrow medicaid medicare medication medications
mild moderate modifier multiple myeloid myeloma name neonate neoplasm new newborn none note nurse
observation office old operation operative outpatient pain patient payer physician plan pneumonia
post postoperative pre preoperative primary procedure progress provider pt question recipient
record records referral renal report resident results review right room secondary section sepsis
service services severe sex skin stable stage status stem stroke subjective summary surgeon
surgery surgical symptoms therapy time transplant treatment type unknown unspecified urgent
vaccine visit year years monday tuesday wednesday thursday friday saturday sunday january february
march april may june july august september october november december jan feb mar apr jun jul aug
sep sept oct nov dec north south east west united states american texas florida california
"""
NOT_NAMES = OF_SOMETHING_ELSE | frozenset(_WORDS.split())

CLINICAL_ENDING = re.compile(
    r"(?:itis|emia|osis|oma|pathy|ectomy|ostomy|otomy|plasty|scopy|ology|graphy|gram|tion|sion|"
    r"ment|ness|ism|mab|nib|cin|cillin|statin|ated|ing|ical|ional|eal|ous|oid|ary|ics?)$"
)
WEAK_ENDING = re.compile(r"(?:ia|al|ine|ate|ent|ant|ive|ure|ase|ed|ity|ers?|ism|um|us)$")


def could_be_a_name(word: str) -> bool:
    bare = word.casefold().strip("'’.,-")
    return len(bare) > 1 and bare not in NOT_NAMES and CLINICAL_ENDING.search(bare) is None


def is_hardly_else(word: str) -> bool:
    """Stricter, where nothing but its place speaks for a name."""
    return could_be_a_name(word) and WEAK_ENDING.search(word.casefold()) is None
