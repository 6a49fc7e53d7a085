/** The wall of wishes as the console prints it. */
export const consoleWall = {
  'console.wall': '心愿墙',
  'console.wall_none': '没有您负责的社区，没有心愿墙可看。',
  'console.wall_caption': '等认领的微心愿',
  'console.wall_day': '{day:longdate}',
  'console.wall_single': '个人或单位',
  'console.wall_shared': '共性心愿，可由单位认领',
  'console.wall_how': '想认领，请在群里发：/接单 号码，例如 /接单 {order}。联系方式只私下给认领的人。',
  'console.wish': '{title:title}',
  'console.col.wish': '心愿',
  'console.col.household': '家庭',
  'console.col.taken_by': '谁来认领',
} as const
