"""Traditional characters as simplified ones, where labels, roads and names of places are written with them."""

PAIRS = (
    "號号碼码護护證证帳账賬账戶户電电話话機机聯联繫系絡络訊讯單单編编線线網网銀银轉转給给為为這这個个們们還还過过來来時时從从換换寫写設设開开關关問问請请謝谢對对讓让說说點点舊旧綠绿維维衛卫鵝鹅館馆駕驾車车"
    "輛辆樓楼層层區区鄉乡鎮镇縣县莊庄園园廈厦廣广場场門门東东灣湾臺台龍龙義义蘭兰蓮莲雲云宮宫橋桥漢汉溝沟島岛嶺岭澤泽濟济寧宁陽阳陰阴陝陕滬沪寶宝慶庆興兴與与豐丰麗丽華华萬万億亿國国際际學学醫医實实廟庙廠厂"
    "塢坞墻墙鋪铺舖铺棟栋邊边裏里裡里衚胡衕同彎弯頭头馬马鳥鸟魚鱼雞鸡鶴鹤鳳凤環环磚砖礦矿礎础種种穀谷紅红純纯約约結结絲丝經经綫线縱纵總总織织羅罗聖圣職职肅肃脫脱臨临藝艺蘇苏處处術术衝冲裝装見见規规視视覺觉"
    "親亲計计記记許许詢询認认誰谁調调談谈讀读變变貝贝貨货買买費费資资質质購购贈赠趙赵軍军載载輔辅運运達达違违遠远適适選选遞递郵邮鄭郑鄰邻釋释釣钓鈴铃鉛铅鋼钢錢钱錦锦鍵键鐘钟鐵铁長长閘闸間间閣阁閩闽隊队階阶"
    "陸陆隨随險险雙双難难離离霧雾靈灵韓韩頁页項项順顺預预領领題题願愿類类顧顾飛飞飯饭飲饮養养騎骑驗验體体鬧闹麥麦黃黄齊齐齡龄龜龟傳传傷伤備备債债價价優优儲储內内兩两冊册凱凯別别剛刚創创劃划劍剑勞劳動动務务"
    "勝胜勢势勵励協协卻却參参發发髮发嗎吗嗚呜員员圍围團团圖图報报塊块壓压壽寿夢梦夾夹奧奥婁娄媽妈孫孙寢寝將将專专尋寻導导岡冈帶带幣币幫帮幹干張张強强彈弹後后徑径復复應应懷怀戲戏戰战撥拨擔担據据擊击擇择擴扩"
    "攝摄敵敌數数於于昇升晉晋暫暂書书會会極极榮荣構构樂乐標标樣样樹树橫横檔档權权歐欧歡欢歲岁歷历歸归殘残殺杀氣气決决沒没況况淚泪淨净淺浅減减湯汤溫温滄沧滅灭滿满漁渔漲涨潔洁濕湿灘滩烏乌無无煙烟熱热營营爐炉"
    "爭争爺爷爾尔獎奖獨独獲获現现瑪玛畫画異异當当療疗盜盗監监盤盘眾众碩硕確确禮礼禪禅彌弥軒轩愛爱賢贤輝辉鑰钥幾几廳厅錯错複复覽览觀观蘋苹濱滨澀涩灝灏"
)
"""A traditional character and its simplified one, in turn."""

TRADITIONAL = {ord(old): new for old, new in zip(PAIRS[::2], PAIRS[1::2], strict=True)}
"""Traditional character -> the simplified one: one for one, so that places stay."""

_SPELLINGS: dict[str, str] = {}
for _old, _new in TRADITIONAL.items():
    _SPELLINGS[_new] = _SPELLINGS.get(_new, "") + chr(_old)


def in_both_scripts(pattern: str) -> str:
    """An expression that also matches the traditional spellings of its simplified characters."""
    pieces, inside = [], False
    for n, character in enumerate(pattern):
        is_escaped = n > 0 and pattern[n - 1] == "\\"
        inside = (
            (inside or character == "[") and not (character == "]" and not is_escaped) if not is_escaped else inside
        )
        spellings = character + _SPELLINGS.get(character, "")
        pieces.append(spellings if inside or len(spellings) == 1 else f"[{spellings}]")
    return "".join(pieces)
