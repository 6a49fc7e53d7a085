/** The calendar of working days: what is known of it, and how a list is taken in. */
export const calendar = {
  'holiday.new_year': '元旦',
  'holiday.spring': '春节',
  'holiday.qingming': '清明节',
  'holiday.labour': '劳动节',
  'holiday.dragon_boat': '端午节',
  'holiday.mid_autumn': '中秋节',
  'holiday.national': '国庆节',
  'holiday.other': '其他放假',
  'holidays.until': '放假安排已录入到{until:longdate}，调休上班也算在内。',
  'holidays.by_rule': '{year}年的放假安排还没有录入：先按法定节日和周末算，没有调休。',
  'holidays.year': '{year}年放假 {off} 天，调休上班 {makeup} 天：',
  'holidays.run': '{names:words}：{off:days}，放假 {count} 天',
  'holidays.run_makeup': '{names:words}：{off:days}，放假 {count} 天；{makeup:days}上班',
  'holidays.run_work': '{names:words}：{makeup:days}上班',
  'holidays.paste':
    '管理员录入或更换：把国务院办公厅放假通知的全文粘贴在 /节假日 后面发给我；也可以换行写，一行一条，例如：{year}-01-01 至 {year}-01-03 元旦，{year}-01-04 上班。',
  'holidays.preview': '读到{year}年放假安排：放假 {off} 天，调休上班 {makeup} 天。还没有存，请核对：',
  'holidays.odd': '请留意：工作日净放 {net} 天，法定是 {law} 天，通常应当相等。',
  'holidays.replaces': '{year}年已经录入过，存下后整年换成这一份。',
  'holidays.confirm': '都对就发 /节假日 确认，10 分钟内有效；不对就改好再整份发一次。',
  'holidays.stored': '已存{year}年放假安排：放假 {off} 天，调休上班 {makeup} 天，现在起按它算。',
  'holidays.look': '看全年请发：/节假日 {year}',
  'holidays.dropped': '已放弃，没有存。要录入请重新发：/节假日 通知全文',
  'holidays.no_draft':
    '没有等着确认的放假安排，可能超过了 10 分钟，或已经存过。请重新发：/节假日 通知全文，已存的可发 /节假日 看。',
  'holidays.empty':
    '没有存：没有读到放假或上班的日子。请把国务院办公厅的通知全文粘贴在 /节假日 后面，或一行写一条，例如：2027-01-01 至 2027-01-03 元旦',
  'holidays.no_year': '没有存：看不出是哪一年的。请在最前面写上年份，例如：/节假日 2027，换行再粘贴全文。',
  'holidays.two_years': '没有存：里面有 {years:list} 几个年份，不知道是哪一年的。请只留一年，再发一次。',
  'holidays.far_year':
    '没有存：读到的是 {year}年，只能录入 {from}年和 {to}年的。请核对年份，再发：/节假日 通知全文',
  'holidays.unreadable':
    '没有存：有 {count} 处没有读懂：{texts:list}。请改成「1月1日至3日放假」「1月4日上班」这样，再整份发一次。',
  'holidays.no_such_day': '没有存：没有这样的日子：{texts:list}。请改好再整份发一次。',
  'holidays.range': '没有存：日子前后颠倒，或者太长：{texts:list}。请改好再整份发一次。',
  'holidays.weekday': '没有存：日期和星期对不上：{texts:list}。请核对年份和日期，改好再整份发一次。',
  'holidays.other_year': '没有存：{days:days} 不在{year}年的放假范围里。请改好再整份发一次。',
  'holidays.twice': '没有存：{days:days} 写了两次。请每天只写一次，再整份发一次。',
  'holidays.count': '没有存：「{text}」是 {count} 天，却写着共 {said} 天。请核对后再整份发一次。',
  'holidays.makeup': '没有存：{days:days} 不是周末，本来就上班。请核对调休的日子，再整份发一次。',
  'holidays.missing': '没有存：缺了{names:words}的法定放假日，一整年要写全。请补上，再整份发一次。',
  'holidays.misnamed': '没有存：{names:words}的日子对不上，可能写错了节日。请改好再整份发一次。',
  'offer.holidays_yes': '确认存下',
  'offer.holidays_no': '放弃',
  'mail.holidays_missing':
    '{year}年的放假安排还没有录入。国务院一般在 11 月公布；录入前先按法定节日和周末算，没有调休，值班和提醒可能不准。',
}
