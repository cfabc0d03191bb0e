"""Accounts of which a talk speaks: a messenger is named, and the id follows later in the sentence or as the reply."""

import re

REACH = 44
"""Characters before a value in which its messenger is named."""

ELSEWHERE = re.compile(
    r"(?ai)电话|手机|座机|邮箱|邮编|房间|房号|会议|群|公众|视频号|视频|抖音|快手|微博|小红书|淘宝|支付宝|知乎|百度"
    r"|b站|游戏|副本|频道|直播"
    r"|[学工单证编票卡房车货款型批序期楼站门牌税案档快文]号|验证码|邀请码|代码|密码|口令|金额|余额|价|元|\d{4}|。"
    r"|[(){}<>=_]{2}|\w\("
    r"|\b(?:phone|tel|mobile|cell|call|whatsapp|telegram|tg|line|skype|discord|steam|signal|kakao(?:talk)?|instagram|ig"
    r"|twitter|facebook|fb|github|weibo|douyin|tiktok|alipay|e-?mail|mail|uid|room|meeting|zip|order|item|invoice"
    r"|ticket"
    r"|flight"
    r"|error|code|version|pin|port|pid|volume|dataset|samples?)\b"
)
"""Another account, another thing with a number, or the end of the sentence."""
FEATURE = re.compile(
    r"(?ai)错|报|提示|返回|版本|接口|参数|字段|函数|日志|小程序|支付|账单|等级|经验|农场|飞车|音乐|浏览|阅读|炫舞"
    r"|空间|会员|红包"
    r"|文件|文章|下载|安装|更新|备份|截图|图片|表情|主题|皮肤|资料|课程|链接|网址|脚本|插件|组件|变量|仓库|目录|分支"
    r"|数据"
    r"|步数|内存|流量|人数|用户|字数|播放|访问|粉丝|股|市值|营收|识别|扫一扫|聊天|记录|机器人|领取|转发|推文|话题"
    r"|收藏|里程|公里|跑了|续航|售"
    r"|\b(?:sdk|api|token|pay|mini|login|import|config|class|groups?|users|plots?|revenue|app|client|server|build"
    r"|release"
    r"|size|seed|stock|music|inbox|official|level|price|rows?|logs?|field|parameter|function|returns?|files?|folder"
    r"|repo"
    r"|branch|package|library|variable|module|script|stickers?|pack|images?|photos?|screenshot|downloads?|install"
    r"|pages?"
    r"|links?|command|flag|env|header|endpoint|table|column|keys?|plugin|bot|moments|article|speed|browser|games?"
    r"|timeout"
    r"|chats?|history|exports?|mileage|miles|km)\b"
)
"""What is said of the messenger itself, of what it holds, and of programs."""
BREAK = re.compile(r"\n[^\n]*\n|[.!](?= [A-Z])")


def follows(plain: str, start: int, topic: re.Pattern[str]) -> bool:
    """Whether the talk before a value named an account of that kind last, and nothing else that has numbers or ids."""
    first = max(0, start - REACH)
    topics = list(topic.finditer(plain, first, start))
    if not topics:
        return False
    return not any(form.search(plain, topics[-1].end(), start) for form in (ELSEWHERE, FEATURE, BREAK))


def is_elsewhere(plain: str, start: int, end: int) -> bool:
    """Whether the words there name another account, or another thing with a number."""
    return ELSEWHERE.search(plain, start, end) is not None
