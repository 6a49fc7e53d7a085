/** What the gateway says by itself, while the Worker cannot be asked. Which script somebody reads is not known there. */
export const gateway: { [code: string]: string } = {
  'gateway.away':
    '收到，系统暂时连不上，恢复后会自动补记，时间按您发送的时候算，不用重发。这期间发的其他消息也一样。',
  'gateway.lost':
    '这条没有记下：系统几次都没能处理这条消息，其他消息不受影响。请换个说法再发一次；还不行请告诉管理员。',
  'gateway.full': '这条没有记下：系统暂时连不上，排队的消息已满。请过一会儿再发；恢复之前发的都要重发。',
}
