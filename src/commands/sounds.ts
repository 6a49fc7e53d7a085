/**
 * Characters of command names with those that sound or look like them, as voice input and pinyin keyboards mix them
 * up. One group a line; a character may stand in one group only.
 */
const GROUPS = `
登灯等邓蹬凳
记计纪技季寄己
单但担旦丹胆蛋弹淡
位为未味围委卫维喂
报抱保爆宝包豹堡
到道倒导岛刀稻盗悼
签千前钱牵谦铅浅欠迁
退腿推颓褪
岗刚钢港冈缸
下夏吓虾
补不布步部捕
工公功攻供宫恭共
时是事市式识石食室试
撤车彻扯澈
销消小效笑校晓肖
么吗嘛马妈码
算酸蒜
订定顶丁盯钉
接街结节姐解借介界杰届
进近金今尽劲
度都读独堵
完玩万晚碗弯
成城程承诚呈称乘
点店典电
心新信欣芯
愿园员远原院元缘
创床窗闯
满慢漫曼
意议以已义易艺
我握卧
的得地
专砖转赚传
长常场尝厂
空控孔
闲先现线显限县险嫌
搭答达打
档党挡荡当
同通铜统桶痛
婉挽皖
拒句具聚局剧举据
值直职植执
班搬般版板办
表标镖
请清情轻庆倾
假家价加嘉夹驾架
换还环欢
交教叫角脚较焦
走奏
访放方防房坊
收手首守受
兑对队堆
排牌派拍
行形型航性
建见件健间检减
五舞午武无物雾
提题体替
醒姓星兴
语雨与宇育
言严沿眼研岩
绑帮邦棒
确却缺
认人任仁忍
数书输树术属
注住助主柱驻
荐渐
指只纸
改该盖
催崔吹
取去区曲
调条跳
核和合河盒贺
评平苹凭屏
审深身神什
过国果锅
驳伯博泊
回会惠绘汇
更跟耕
正证政整郑
抽丑愁臭
查茶察差
配陪培佩
集级及极急
状壮装撞
束述
切且
告高搞稿
月约越阅
率律绿
冷愣
热惹
沉陈晨尘
默墨莫末
出初除
命明名
免面棉
设社射涉
置之治
激机鸡基
活火货
`
const sounds = new Map<string, number>()
GROUPS.split('\n').forEach((group, index) => {
  for (const character of group) if (!sounds.has(character)) sounds.set(character, index)
})

/** Whether two folded characters are easily taken for each other. */
export const soundAlike = (a: string, b: string): boolean => {
  const sound = sounds.get(a)
  return sound !== undefined && sound === sounds.get(b)
}
