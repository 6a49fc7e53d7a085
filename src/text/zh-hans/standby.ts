/** The standing lists of a unit (两队一网格). */
export const standby = {
  'who.standby': '常备队伍由单位联络员管，没有改。要进队伍，请找本单位的联络员。',
  'team.strike': '突击队',
  'team.work': '工作队',
  'team.grid': '党员网格员',
  'standby.counts': '{unit}：突击队 {strike} 人，工作队 {work} 人，党员网格员 {grid} 人',
  'standby.lacks': '⚠ 无{teams:said}',
  'standby.names': '{team:words}：{names:list}',
  'standby.names_more': '{team:words}：{names:list} 等',
  'standby.how': '加人：/常备队伍 突击队 张三 李四；移出：/常备队伍 突击队 移出 张三。集结时先叫名单上的人。',
  'standby.units': '常备队伍：共 {units} 个单位',
  'standby.lacking': '⚠ 无突击队 {strike} 个单位，无工作队 {work} 个，无党员网格员 {grid} 个',
  'standby.no_strike': '无突击队的：{units:list}',
  'standby.no_strike_more': '无突击队的：{units:list} 等',
  'standby.units_how': '看一个单位，请写名称，例如：/常备队伍 市财政局',
  'standby.none': '还没有单位，没有常备队伍可看。单位在登记时建立：/登记 姓名 单位',
  'standby.unit_unknown':
    '没有办：请先写清是哪个单位（全称），再写队伍和姓名，例如：/常备队伍 市财政局 突击队 张三',
  'standby.which_team':
    '没有办：请写上是哪支队伍（突击队、工作队、党员网格员），例如：/常备队伍 突击队 {names:list}',
  'standby.nobody': '没有写姓名，没有移出谁。例如：/常备队伍 突击队 移出 张三',
  'standby.too_many': '一次写了 {count} 个人，最多 {most} 个，没有办。请分几次发。',
  'standby.unknown':
    '{unit}没有找到：{names:list}，一个也没有办。只列本单位登记过的人；没登记的请他先发：/登记 姓名 单位',
  'standby.several':
    '本单位叫「{name}」的有几位：{people:list}，没有办。请用编号，例如：/常备队伍 突击队 {person}',
  'standby.put_on': '{unit} {team:words}，已列入：{names:list}',
  'standby.taken_off': '{unit} {team:words}，已移出：{names:list}',
  'mail.standby_on': '您已列入{unit}{team:words}。有集结时会先叫您。',
  'mail.standby_off': '您已不在{unit}{team:words}的名单上。',
  'mydata.standby': '常备队伍：{teams:said}',
  'offer.standby': '常备队伍',
}
