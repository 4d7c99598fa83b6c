/**
 * The encodings told apart by how natural their reading looks. `common` holds the most frequent characters of the languages
 * written in the encoding; `script` is what its letters look like at all.
 */
export type LegacyEncoding = {
  label: string;
  common: string;
  script: RegExp;
  /** Letters past ASCII stand alone among ASCII ones, as in Western languages. */
  isolatedLetters?: boolean;
  /** What a true reading hardly ever shows. */
  unlikely?: RegExp;
};

const simplified =
  '的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里用道行所然家种事成方多经么去法学如都同现当没动面起看定天分还进好小部其些主样理心她本前开但因只从想实日军者意无力它与长把机十民第公此已工使情明性知全三又关点正业外将两高间由问很最重并物手应战向头文体政美相见被利什二等产或新己制身果加西斯月话合回特代内信表化老给世位次度门任常先海通教儿原东声提立及比员解水名真论处走义各入几口认条平系气题活尔更别打女变四神总何电数安少报才结反受目太量再感建务做接必场件计管期市直德资命山金指克许统区保至队形社便空决治展马科司五基眼书非则听白却界达光放强即像难且权思王象完设式色路记南品住告类求据程北边死张该交规万取拉格望觉术领共确传师观清今切院让识候带导争运';
const traditional =
  '的一是不了在人有我他這個們中來上大為和國地到以說時要就出會可也你對生能而子那得於著下自之年過發後作裡用道行所然家種事成方多經麼去法學如都同現當沒動面起看定天分還進好小部其些主樣理心她本前開但因只從想實日軍者意無力它與長把機十民第公此已工使情明性知全三又關點正業外將兩高間由問很最重並物手應戰向頭文體政美相見被利什二等產或新己制身果加西斯月話合回特代內信表化老給世位次度門任常先海通教兒原東聲提立及比員解水名真論處走義各入幾口認條平系氣題活爾更別打女變四神總何電數安少報才結反受目太量再感建務做接必場件計管期市直德資命山金指克許統區保至隊形社便空決治展馬科司五基眼書非則聽白卻界達光放強即像難且權思王象完設式色路記南品住告類求據程北邊死張該交規萬取拉格望覺術領共確傳師觀清今切院讓識候帶導爭運臺灣';
const kana =
  'あいうえおかきくけこさしすせそたちつてとなにぬねのはひふへほまみむめもやゆよらりるれろわをんがぎぐげござじずぜぞだでどばびぶべぼぱぴぷぺぽっゃゅょアイウエオカキクケコサシスセソタチツテトナニネノハヒフヘホマミムメモヤユヨラリルレロワンガギグゲゴザジズゼゾダデドバビブベボパピプペポッャュョー日本人年月時分大会社国東京学生中上下';
const hangul =
  '이다는의에을가고를하은지한로도기사인자어나정해그시리대전아수일과서만제부스장구라주상원성보들것여선공소연조비있으게면우동거화세국니위경생유및관적금할중계개문무행했된되었였습며합';
const cyrillic = 'оеаинтсрвлкмдпуяыьгзбчйОЕАИНТСРВЛКМДПУЯГЗБЧЙ';
const hebrew = 'יוהלאמרבתשנכדקעפחטגסזצםןךףץ';
const greek = 'αοιετσνηυρπκμλςωγδβχθφξζψάέήίόύώ';
const latin = 'éèêëàâäáãåçíìîïñóòôöõøúùûüßæœÉÈÀÂÄÁÅÇÖÜØÆŒÓÚÑ‘’“”„–—…•«»°§©®™€£¥·¿¡º½\u00a0';

/** A capital inside a word, or two alphabets in one. */
const mixedCyrillic = /[а-яё](?=[А-ЯЁ])|[A-Za-z][а-яёА-ЯЁ]|[а-яёА-ЯЁ][A-Za-z]/g;

const cjkPunctuation = '，。、；：？！“”‘’（）《》「」『』【】—…·　％０１２３４５６７８９';
const han = /[\u4e00-\u9fff\u3000-\u303f\uff00-\uff65]/;

/** In order of preference: the first of equals wins. */
export const legacyEncodings: readonly LegacyEncoding[] = [
  { label: 'gb18030', common: simplified + cjkPunctuation, script: han },
  { label: 'big5', common: traditional + cjkPunctuation, script: han },
  { label: 'shift_jis', common: kana + cjkPunctuation, script: /[\u3000-\u30ff\u4e00-\u9fff\uff00-\uff65]/ },
  { label: 'euc-jp', common: kana + cjkPunctuation, script: /[\u3000-\u30ff\u4e00-\u9fff\uff00-\uff65]/ },
  { label: 'euc-kr', common: hangul + cjkPunctuation, script: /[\uac00-\ud7a3\u3000-\u303f\uff00-\uff65]/ },
  { label: 'windows-1252', common: latin, script: /[\u00c0-\u017f\u2010-\u2030]/, isolatedLetters: true },
  { label: 'windows-1251', common: cyrillic, script: /[а-яё]/i, unlikely: mixedCyrillic },
  { label: 'koi8-r', common: cyrillic, script: /[а-яё]/i, unlikely: mixedCyrillic },
  { label: 'windows-1255', common: hebrew, script: /[\u0590-\u05ff]/, unlikely: /[םןץףך](?=[א-ת])|[a-z][א-ת]|[א-ת][a-z]/gi },
  { label: 'windows-1253', common: greek, script: /[\u0370-\u03ff]/, unlikely: /ς(?=[α-ω])|[α-ώ](?=[Α-Ω])|[A-Za-z][Α-ώ]|[Α-ώ][A-Za-z]/g },
];
