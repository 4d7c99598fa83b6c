/** A made-up town, so that nothing but these texts can answer. One document each. */
export const goldenPassages: readonly { title: string; text: string }[] = [
  {
    title: 'Hallin Ferry Timetable',
    text: 'The ferry between Hallin and Skarvik crosses the sound in 35 minutes. In summer it leaves every two hours from 6:00 to 22:00; in winter only three crossings a day remain. Bicycles travel free of charge. Dogs must be kept on a lead and pay half the adult fare of 8.40 crowns.',
  },
  {
    title: 'Rules of the Town Library',
    text: 'Readers may borrow up to twelve books for four weeks. A loan can be renewed twice unless somebody else has reserved the book. Overdue books cost 0.50 crowns a day. Newspapers and the map collection are read on the spot and never lent out. The library was founded by the teacher Ingrid Solheim in 1911.',
  },
  {
    title: 'Heat Pump H40 Manual',
    text: 'The H40 heats water to at most 65 degrees. Error E7 means that the outdoor fan is blocked, usually by ice: switch the pump off, remove the ice and wait ten minutes before starting it again. The filter has to be cleaned every three months because dust lowers the efficiency. The compressor is warranted for seven years.',
  },
  {
    title: 'History of the Lighthouse',
    text: 'The lighthouse on Cape Orm was lit for the first time on 4 October 1887. Its architect, Peder Lund, chose granite because the storm of 1879 had destroyed the wooden tower. The light was automated in 1968, when the last keeper, Anna Brekke, retired. Today it is visible from 19 nautical miles away.',
  },
  {
    title: 'Travel Expenses',
    text: 'Employees hand in travel receipts within 30 days. Hotel costs are refunded up to 140 euros a night; anything above needs the written consent of the head of department. Taxis are refunded only between 22:00 and 6:00 or with heavy luggage. The finance office pays on the 15th of the following month.',
  },
  {
    title: 'Recipe for Rye Bread',
    text: 'Mix 600 grams of rye flour with the sourdough and half a litre of lukewarm water. The dough rests overnight, about twelve hours, so that the crumb becomes juicy. Bake it for 55 minutes, the first ten at 250 degrees, the rest at 200. Caraway is optional.',
  },
  {
    title: '员工年假制度',
    text: '入职满一年的员工每年享有十天带薪年假，满十年的享有十五天。年假须提前两周向部门主管申请，主管应在三个工作日内答复。当年未休完的年假最多可以结转五天，必须在次年三月底之前使用。试用期员工不享受年假。',
  },
  {
    title: '青石桥的历史',
    text: '青石桥位于云溪镇东门外，建于明朝万历二十三年，由石匠周守义主持修造。桥长四十二米，共有五个桥洞。1931年的洪水冲毁了两个桥洞，三年后由当地商会出资修复。为了保护桥面，1998年起禁止机动车通行。',
  },
  {
    title: '净水器使用说明',
    text: '本净水器的滤芯每六个月更换一次，水质较差的地区应缩短为四个月。指示灯变红表示滤芯寿命已尽；指示灯闪烁则说明水压不足。首次使用前请放水十分钟，以冲掉活性炭粉末。整机保修两年，滤芯不在保修范围之内。',
  },
  {
    title: '云溪茶的制作',
    text: '云溪茶在清明前后采摘，只取一芽二叶。鲜叶先摊晾四小时，再用两百二十度的铁锅杀青，因为高温能迅速停止发酵。每五斤鲜叶约制成一斤干茶。最受欢迎的品种是“雾顶”，产于海拔八百米以上的北坡。',
  },
  {
    title: '停车场管理规定',
    text: '地下停车场共有三百二十个车位，其中二十个配有充电桩。临时停车前三十分钟免费，此后每小时收费六元，每日最高四十八元。月租用户须在每月五日前缴费，逾期将暂停门禁卡。充电车位停放超过四小时的，每小时加收十元。',
  },
  {
    title: '社区医院門診須知',
    text: '門診時間為週一至週六上午八點到下午五點半，週日只開放急診。初診病人須攜帶身分證和醫保卡，在一樓大廳掛號。兒科設在二樓，由林書豪醫師負責。驗血報告通常在次日下午三點後領取。',
  },
];
