"""Words and combinations of words of sensitive matters, that no answer may hold."""

from schemas.lexicons.words import words

SENSITIVE = {
    "violence_weapons": words(
        "制作炸弹|制造炸弹|自制炸弹|炸弹的制作|炸药配方|制作炸药|自制炸药|自制雷管|制作燃烧瓶|自制手枪|自制枪支"
        "|枪支图纸|制造枪支|改装枪支|黑火药配方"
        "|自制消音器|出售枪支|枪支弹药出售|杀人不留痕迹|完美谋杀|毁尸灭迹的方法|处理尸体的方法|肢解尸体|制作毒气"
        "|沙林毒气的制|氰化物投毒|投毒方法"
        "|雇凶杀人|买凶杀人",
        "make a bomb|build a bomb|making a bomb|building a bomb|assemble the bomb|pipe bomb instructions"
        "|homemade explosive|homemade explosives"
        "|homemade bomb|molotov cocktail recipe|make a molotov|make napalm|untraceable firearm|ghost gun kit"
        "|build a ghost gun"
        "|convert it to full auto|full-auto conversion|homemade silencer|make a silencer|dispose of the body"
        "|get away with murder"
        "|poison your victim|stab the victim|synthesize sarin|make sarin|produce ricin|extract ricin|make nerve gas"
        "|make chlorine gas"
        "|hire a hitman",
        "炸弹/炸药/雷管/燃烧弹/燃烧瓶/爆炸物/手榴弹/土枪/手枪/步枪/枪支/霰弹枪/子弹/消音器/毒气/硝化甘油/爆炸装置/tnt"
        "/c4 + 自制/自己做/在家做/在家制作/亲手做"
        "|炸弹/炸药/雷管/燃烧弹/燃烧瓶/爆炸物/手榴弹/土枪/手枪/步枪/枪支/霰弹枪/子弹/消音器/毒气/硝化甘油/爆炸装置/tnt"
        "/c4 + 教你/教您/教大家/教程/步骤/怎么/怎样/如何/手把手/"
        "下面/在家/自己动手 + 制作/制造/造/做/组装/合成/配制/改装/打印"
        "|炸弹/炸药/雷管/燃烧弹/燃烧瓶/爆炸物/手榴弹/土枪/手枪/步枪/枪支/霰弹枪/子弹/消音器/毒气/硝化甘油/爆炸装置/tnt"
        "/c4 + 制作/制造/组装/配制/合成/改装 + 步骤/方法/教程/"
        "配方/材料/原料/流程/首先"
        "|炸弹/炸药/雷管/燃烧弹/燃烧瓶/爆炸物/手榴弹/土枪/手枪/步枪/枪支/霰弹枪/子弹/消音器/毒气/硝化甘油/爆炸装置/tnt"
        "/c4 + 制作方法/制作教程/制作步骤/制法/做法/配方/图纸"
        "|枪支/手枪/步枪/弹药/子弹/炸药/雷管/气枪/火药枪 + 出售/售卖/贩卖/代购/批发/供应/低价出/现货/转让"
        "|手枪/枪支/步枪/弹药/炸药/雷管 + 购买/买到/弄到/搞到 + 渠道/联系/加我/微信/货到付款/暗网/匿名"
        "|不留痕迹/不被发现/不会被发现/不被抓/伪装成意外/神不知鬼不觉 + 如何/怎么/教你/你可以/方法 + 杀死/杀掉/弄死"
        "/毒死/勒死/除掉/干掉"
        "|投毒/下毒 + 方法/步骤/教程/剂量/不被发现"
        "|a bomb/pipe bomb/pipe bombs/nail bomb/car bomb/petrol bomb/time bomb/explosive/explosives/"
        "explosive device/grenade/grenades/molotov/napalm/silencer/landmine/ied/detonator/nerve gas/"
        "nerve agent/chemical weapon/mustard gas/sarin/ricin + how to/here is/here's/steps to/guide to/"
        "instructions/you will need/first + make/build/assemble/construct/create/prepare/mix/craft/rig"
        "|gun/guns/firearm/firearms/rifle/pistol/explosive/explosives/weapon/weapons + make/build/assemble/"
        "construct/manufacture/3d print + homemade/untraceable/unregistered/unlicensed"
        "|no questions asked/without a license/without a licence/no background check/no license/untraceable/"
        "discreetly/anonymously + sell/selling/buy/order/purchase/ship + gun/guns/firearm/firearms/ammo/"
        "ammunition/rifle/rifles/explosives"
        "|without getting caught/without being caught/without a trace/leave no evidence/"
        "look like an accident/undetected + how to/here is how/best way to/easiest way to/you can/ways to"
        " + kill/murder/poison/strangle"
        "|guns/firearms/rifles/ammo/handguns + for sale/selling/in stock/buy + no background check/"
        "no license/no questions/message me/dm me/untraceable"
        "|老鼠药/百草枯/氰化物/砒霜/毒鼠强 + 放进/下在/倒进/混入/掺进 + 饭里/水里/饭菜/饮料/她的/他的/剂量"
        "|antifreeze/arsenic/cyanide/thallium/rat poison + poison him/poison her/poison them/his food/"
        "her food/his drink/her drink/his tea/her tea"
        "|fertilizer/diesel/gunpowder + make the explosive/make an explosive/the explosive/an explosive"
        " + mix/stronger/fuse",
        "雇人/找人/找几个人/叫上几个/我帮你/直接上门/你就拿刀/拿刀吓 + 打断/打残/捅他/捅她/砍他/砍她/教训一下/打他一顿"
        "/打到他/打她一顿",
        "去她家/去他家/往她脸上/往他脸上/朝她/朝他 + 泼硫酸/泼汽油/放火",
        "黑枪/管制刀具/土枪 + 卖枪的渠道/偷偷买/哪里能买/给你介绍/不用登记/买一支/买一把",
        "把狗毒死|把猫毒死|把他毒死|把她毒死",
        "throw acid at her/throw acid at him/throw acid in/pull a knife on them/pull a knife on him/poison the dog"
        "/put him in the hospital/put her in the hospital + you/then/wait/if/and/get/or/him/her",
        "hire someone to/get someone to/wait for him/go over there and/pay someone to + break his legs/break her legs"
        "/beat him/beat her/hurt him/hurt her/stab him",
        "untraceable handgun/untraceable gun + buy/get/seller/dealer/know/sell",
        "build a working gun/make a working gun/build a gun + at home/show you how/steel pipe/let me show",
    ),
    "drugs": words(
        "制作冰毒|制造冰毒|合成冰毒|冰毒配方|冰毒的制作|制毒方法|制毒工艺|制毒原料|提炼海洛因|提纯可卡因|自制毒品"
        "|毒品购买渠道|出售冰毒|出售大麻|出售k粉"
        "|溜冰工具|麻黄素提炼|麻黄碱提取|种植大麻的方法|迷奸水|听话水购买|听话水出售|乖乖水|货到付款迷药|催情药购买"
        "|摇头丸配方|毒品交易群",
        "cook meth|cooking meth|synthesize meth|synthesize methamphetamine|make methamphetamine|make crack cocaine"
        "|meth recipe"
        "|synthesize mdma|synthesize lsd|synthesize fentanyl|extract dmt|pseudoephedrine reduction"
        "|red phosphorus and iodine"
        "|buy heroin online|buy cocaine online|buy fentanyl online|buy meth online|darknet drug vendor"
        "|date rape drug recipe"
        "|spike her drink|smuggle drugs|smuggle cocaine",
        "冰毒/海洛因/可卡因/摇头丸/k粉/大麻/毒品/芬太尼/麻古/甲基苯丙胺/氯胺酮/迷药/迷奸药/致幻剂 + 教你/教您/教大家"
        "/教程/步骤/怎么/怎样/如何/手把手/下面/在家/自己动手 + 制作/"
        "制造/合成/提炼/提纯/炼制/熬制/种植/做"
        "|冰毒/海洛因/可卡因/摇头丸/k粉/大麻/毒品/芬太尼/麻古/甲基苯丙胺/氯胺酮/迷药/迷奸药/致幻剂 + 制作方法/制作步骤"
        "/制作流程/制作过程/制作教程/制法/做法/配方/合成方法/合成步骤/"
        "合成路线/提炼方法/提纯方法/购买渠道/购买方式/货源/怎么买/哪里买/哪里能买/货到付款/包邮"
        "|冰毒/海洛因/可卡因/摇头丸/k粉/大麻/毒品/芬太尼/麻古/甲基苯丙胺/氯胺酮/迷药/迷奸药/致幻剂 + 出售/售卖/贩卖"
        "/代购/批发/供应/低价/现货/购买/卖 + 联系/微信/加我/货到付款/"
        "包邮/私聊/当面/送货/发货/暗号/渠道"
        "|meth/crystal meth/methamphetamine/cocaine/crack cocaine/heroin/fentanyl/mdma/ecstasy pills/lsd/ghb/"
        "ketamine + to cook/to make/to synthesize/to synthesise/to manufacture/to brew + first/you need/"
        "you will need/ingredients/how/here is"
        "|meth/crystal meth/methamphetamine/cocaine/crack cocaine/heroin/fentanyl/mdma/ecstasy pills/lsd/ghb/"
        "ketamine + cook/synthesize/synthesise/manufacture + at home/you need/ingredients/step/steps/first/"
        "recipe"
        "|meth/crystal meth/methamphetamine/cocaine/crack cocaine/heroin/fentanyl/mdma/ecstasy pills/lsd/ghb/"
        "ketamine/oxycontin/xanax + buy/order/purchase/sell/selling + here/online/shipped/discreet/"
        "discreetly/delivered/delivery/telegram/whatsapp/no prescription/without a prescription/"
        "without a trace/wholesale/per gram"
        "|海洛因/冰毒/可卡因/芬太尼/麻古/摇头丸 + 现货/邮寄/到付/货到付款/包邮/出货/批发价"
        "|大麻 + 种植教程/室内种植/怎么种"
        "|迷药/迷奸药/听话水/安眠药 + 失去意识/迷晕/昏迷不醒/带去酒店/她的饮料/她的酒/酒里"
        "|meth/methamphetamine/crystal meth/lsd/mdma + recipe/recipes/step by step + making/make/cooking/"
        "cook/kitchen/at home"
        "|her drink/his drink/their drink + powder/drug/pill/pills/drops/roofie/roofies + put/slip/drop/"
        "dissolve",
        "冰毒/海洛因/可卡因/摇头丸/k粉/白粉/大麻/lsd + 来点/来一点/吸一口/试试/尝尝/一起玩/才尽兴/不会上瘾/卖家的联系"
        "/自己抽/最提神/准备一些",
        "溜冰最提神|带白粉",
        "不用处方/无需处方 + 买到大量/加微信/微信购买",
        "meth/crystal meth/cocaine/heroin/lsd/ecstasy/ketamine/mdma + you'll feel great/give it a try/for everyone"
        "/a line of/get hooked/i've got a dealer/in your kitchen/try some/smoke some/snort some/a few bags of",
        "without a prescription/no prescription + where to buy/can get you/loads of",
        "slip something into her drink|slip something into his drink|dealer's number for you",
        "grow weed/sell weed + sell it at school/closet and sell/to classmates",
    ),
    "sexual_minors": words(
        "儿童色情|幼女色情|萝莉色情|儿童裸照|幼女裸照|未成年裸照|未成年色情|小学生裸|初中生裸|性感幼女|和幼女做爱"
        "|与未成年人发生性关系的方法|恋童癖资源|幼交|炼铜资源"
        "|诱骗女童|诱奸幼女|正太色情",
        "child porn|child pornography|child erotica|kiddie porn|csam collection|preteen sex|preteen nude|preteen nudes"
        "|underage sex video|underage nude"
        "|underage nudes|nude child|nude children|naked little girl|naked little boy|sexy little girl|jailbait"
        "|lolita porn|loli porn"
        "|shota porn|sex with a minor|sex with a child|sex with children|groom a child|grooming a child|seduce a minor",
        "裸照/裸体照/裸体视频/性爱视频/做爱/私密照/激情视频/无码 + 幼女/幼童/女童/男童/未成年/小学生/初中生/小女孩"
        "/小男孩/萝莉"
        "|nude photos/nude pictures/nudes/naked pictures/naked photos/naked videos/sex video/sex videos/"
        "erotic + child/children/minor/minors/underage/preteen/little girl/little boy/schoolgirl/12 year old/"
        "13 year old/14 year old",
        "未成年/未成年人/儿童/幼女/女童/男童/小学生 + 色情/性关系/性行为/裸照 + 网站/提供/链接/图片/小说/合集/资源"
        "/下载/加群/视频",
        "a minor/minors/child/children/underage/a child + sexual/pornographic/sex with/nude/nudes/sexual abuse + image"
        "/images/story/stories/content/material/site/group/links/collection/photos/sending",
    ),
    "sexual": words(
        "激情裸聊|裸聊视频|一夜情交友|约炮群|约炮平台|同城约炮|上门特殊服务|全套服务上门|楼凤|援交|包夜价格|成人av"
        "|无码av|av在线观看|成人电影在线|黄色视频在线|色情视频|色情小说"
        "|偷拍视频资源|强奸视频|肉棒|阴茎插入|插入她的阴道|插进她的|淫水|淫荡的呻吟|口爆|颜射|内射|肛交视频|乳交|操逼"
        "|骚逼|调教性奴|群交",
        "hardcore porn|free porn|porn video|porn videos|watch porn|xxx video|xxx videos|sex tape leaked"
        "|escort service near you|hot singles in your area"
        "|live sex cam|sex chat online|nude pics|her wet pussy|his hard cock|throbbing cock|cum inside|cum on her"
        "|blowjob|gangbang|deepthroat"
        "|anal sex video|revenge porn|upskirt video|upskirt videos|hidden cam porn",
        "约炮/裸聊/援交/招嫖/包夜/一夜情/上门服务 + 联系/微信/加我/价格/电话/全套/软件下载/私聊"
        "|inside her/inside me/her nipples/her breasts/his cock/my cock/orgasm + moaned/moaning/thrust/"
        "thrusting/naked/straddled",
    ),
    "self_harm": words(
        "无痛自杀|自杀方法|自杀的方法|自杀教程|最快的自杀|烧炭自杀的步骤|烧炭自杀教程|割腕的方法|割腕教程|上吊的方法"
        "|上吊教程|自杀药物剂量|致死剂量是|相约自杀|约死群|一起去死吧"
        "|你去死吧|你应该去自杀|自残教程|自残方法|催吐教程|你不如死了",
        "painless suicide|suicide methods|suicide method|best way to kill yourself|ways to kill yourself"
        "|easiest way to kill yourself|how to hang yourself"
        "|how to kill yourself|you should kill yourself|go kill yourself|kys|lethal dose of|cut your wrists"
        "|slit your wrists|suicide pact"
        "|helium hood|how to self harm|how to self-harm|pro-ana|thinspo|make yourself vomit after",
        "自杀/自残/割腕/烧炭/上吊/跳楼/轻生/结束生命/结束自己的生命/了结自己 + 按下面/按以下/按照下面/以下步骤"
        "/下面的步骤/步骤如下/方法如下/教程/最不痛/不痛苦/无痛/致死剂量/这样做/"
        "指南/攻略"
        "|自杀/自尽/死法/结束生命/结束自己/了结 + 最不痛苦/最快/最有效/无痛/没有痛苦/毫无痛苦"
        "|去死吧/怎么不去死/应该去死/不如去死/早点去死/去自杀 + 你/你们/这种人"
        "|kill yourself/end your life/take your own life/take your life/hang yourself/cut yourself/"
        "commit suicide + following way/following steps/these steps/this way/like this/painlessly/quickly/"
        "easiest/dose/do it/method/methods"
        "|to kill yourself/to end your life/to commit suicide/to take your own life/to hang yourself/"
        "to overdose + best way/easiest way/painless way/quickest way/fastest way/simplest way/painless ways/"
        "effective way"
        "|kill yourself/end your life/end it all/hang yourself + you should/go and/why don't you/"
        "nobody would miss you/do everyone a favor and"
        "|割腕/割脉/上吊/烧炭 + 竖着/更快/更深/才有效/成功率"
        "|cut/slit + vein/veins/wrist/wrists + really want to die/along/deeper/lengthwise",
        "那就去死/就去死/割腕/上吊/绝食/跳楼 + 吧/算了/才好",
        "不如从/干脆从 + 跳下去",
        "自杀/死/结束一切 + 是最好的选择/是最好的办法/就解脱了/今晚就/家人会过得更好",
        "安眠药/药片 + 整瓶/全部吃 + 不用醒/不用再醒/再也不会醒",
        "不配活着/不配活 + 遗书/失败/就走吧/你",
        "刀/刀片 + 手臂上划/手腕上划/胳膊上划 + 不难受/舒服/忘",
        "just kill yourself/might as well jump/might as well die/suicide is your best option"
        "/suicide is the best option/your family would be better off if you + you/it'll/ended/off/option",
        "whole bottle of pills/entire bottle of pills + take/swallow",
        "don't deserve to live/goodbye note and go + failures/write/you/losers",
        "stop eating altogether/starve until + thinner/faint/skinny/until",
        "cut your wrists/cut your arms + regret/forget/help you/feel better",
    ),
    "gambling": words(
        "网上赌场|线上赌场|在线赌场|澳门赌场开户|真人荷官|百家乐技巧|百家乐必胜|百家乐开户|时时彩计划|时时彩技巧"
        "|时时彩平台|北京赛车计划|幸运飞艇计划|六合彩特码|六合彩资料"
        "|一码中特|特码资料|博彩平台|博彩网站|赌球网站|赌球平台|外围投注|棋牌代理|棋牌上下分|上下分代理|彩票包赢"
        "|稳赚不赔的彩票|注册送彩金|首存送|彩金领取|老虎机平台|捕鱼赢现金",
        "online casino bonus|casino no deposit bonus|free casino chips|guaranteed betting system"
        "|guaranteed to win at roulette|fixed matches"
        "|fixed match tips|sure win betting|sign up and bet now|sports betting bonus code|slot machine hack",
        "网络赌博/网上赌博/线上赌博/在线赌博/网赌/赌博平台/赌博网站/赌博软件/博彩/百家乐/老虎机/六合彩/时时彩/赌球"
        "/线上娱乐城/网上娱乐城/彩票平台 + 下注/投注/注册/开户/充值/赚钱/提现/"
        "稳赢/必胜/必赢/包赢/包赚/返水/彩金/上分/加群/跟单/带你/赢钱"
        "|网络赌博/网上赌博/线上赌博/网赌/赌博平台/赌博网站/博彩/赌球/百家乐 + 赚钱/发财/翻身/致富/回本/暴富"
        "|online casino/betting site/betting sites/online gambling/online betting/sports betting/"
        "slot machines/roulette/baccarat + sign up/register now/guaranteed/sure win/always win/can't lose/"
        "cannot lose/promo code/free spins/double your money/easy money/bonus"
        "|online casino/betting site/online gambling/sports betting/online betting/online slots + guaranteed/"
        "easy money/earn money/make money/make a fortune/get rich/promo code/bonus/free spins/"
        "double your money"
        "|fixed match/fixed matches/sure bet/insider tip + bet on/place/cannot lose/can't lose/guaranteed",
        "时时彩/博彩/真钱对战/棋牌平台/麻将赌场/真人赌场/网上赌场 + 导师/日赚/返利/月入/提现/秒到账/上分/计划群/代理",
        "借点钱/借钱 + 赌一把/去赌/翻本",
        "casino/slots/slots app/baccarat/poker room/roulette/bookmaker/jackpot + welcome bonus/free spins/real money"
        "/real dealers/best odds/can't lose/guaranteed/casino affiliate/new players get/our",
        "on black/on red/on one number + put it all/bet it all/all your money",
        "numbers game/underground lottery + sure winners/pays more",
    ),
    "fraud": words(
        "刷单返利|刷单兼职日结|兼职刷单|日赚千元|躺赚日入|高仿钞票|假币出售|出售假币|办理假证|办假证|代办假证|代开发票"
        "|出售发票|银行卡套现|信用卡套现方法|花呗套现|pos机套现|洗钱方法|洗钱通道"
        "|跑分平台|跑分兼职|收购银行卡|收购身份证|出售身份证|身份证正反面出售|出售个人信息|四件套出售|杀猪盘话术"
        "|诈骗话术|诈骗剧本|钓鱼网站源码|盗号软件|盗号木马|破解他人微信"
        "|接码平台|群控养号|伪造公章|伪造签名的方法|伪造银行流水|庞氏骗局怎么做|传销话术|稳赚不赔|保本高收益"
        "|内幕消息荐股|带单老师|虚拟币稳赚",
        "counterfeit money for sale|counterfeit bills for sale|make counterfeit money|print counterfeit"
        "|fake passport for sale|buy fake passport|fake id for sale"
        "|buy fake id|stolen credit card numbers|stolen credit cards|cvv shop|carding tutorial|card skimmer"
        "|credit card skimmer|launder the money"
        "|launder money through|phishing page template|phishing kit|create a phishing|steal their password"
        "|steal their passwords"
        "|steal their identity|steal someone's identity|nigerian prince|send me bitcoin|send the gift card codes"
        "|guaranteed returns|double your bitcoin|get rich quick scheme|advance fee scam script|ponzi scheme that works"
        "|ransomware code|keylogger code",
        "假身份证/假证/假证件/假护照/假学历/假文凭/假毕业证/假驾照/假驾驶证/假发票/假公章/假钞/假币/假病历/假流水 + 办"
        "/办理/代办/制作/购买/买/出售/伪造/搞到/弄到/定制"
        "|假身份证/假证件/假护照/假学历/假文凭/假毕业证/假驾照/假发票/假公章/假钞/假币 + 渠道/办理/出售/购买/联系/微信"
        "/价格/包邮/加急/货到付款/以假乱真"
        "|盗取/盗/盗用/破解/窃取/偷取/黑进/入侵/黑掉/登录/骗取/套取 + 别人/他人/对方/女友/男友/老婆/老公/同学/邻居"
        "/朋友/同事/老人 + 密码/微信/qq/账号/账户/银行卡/手机/"
        "邮箱/wifi/支付宝/电脑/聊天记录/验证码/存款"
        "|木马/木马病毒/勒索病毒/勒索软件/键盘记录/钓鱼网站/钓鱼邮件/钓鱼链接/钓鱼页面/间谍软件 + 装/安装/植入/种/发送"
        "/群发/制作/搭建/部署/编写 + 对方/他的/她的/别人/目标/教程/"
        "步骤/盗取/窃取/赎金/骗"
        "|木马/病毒/间谍软件/键盘记录/监控软件 + 盗取/窃取/骗取/控制/监控 + 装/安装/植入/种"
        "|搞诈骗/电信诈骗/骗老人/行骗/杀猪盘/骗钱/骗取 + 话术/剧本/套路/方法/教程/步骤"
        "|诈骗/骗老人/行骗/杀猪盘/骗钱/骗贷/骗保/洗钱/洗黑钱/走私/逃税/偷税 + 话术/剧本/步骤如下/教程/通道/怎么操作"
        "/操作方法/最容易上当/攻略"
        "|steal/hack/crack/break into/phish/harvest/hijack/drain + somebody's/someone's/someone else's/their/"
        "his/her/other people's/victim's/the victim's/your ex's/a stranger's + password/passwords/account/"
        "accounts/credit card/card details/card data/bank account/identity/phone/email/facebook/instagram/"
        "whatsapp/wifi/savings"
        "|ransomware/keylogger/spyware/trojan/malware/stalkerware/phishing email/phishing link + install/"
        "deploy/send/plant/spread/slip/put + their/his/her/victim/victims/target/someone's/somebody's/"
        "without them/demand/steal"
        "|phishing page/phishing site/phishing email/fake login page/fake website + steal/capture/collect/"
        "harvest/get/grab + password/passwords/card/cards/login/credentials"
        "|fake/forged/counterfeit/stolen + sell/selling/buy/order/purchase/supply + passport/passports/id/"
        "ids/id cards/driver's license/driving licence/diploma/diplomas/documents/money/bills/banknotes/"
        "certificates/credit cards/prescription"
        "|fake/forged/counterfeit/stolen + money/bills/notes/banknotes/passports/ids/documents/diplomas/cards"
        " + for sale/shipping/shipped/contact me/whatsapp/telegram/no questions asked/order now"
        "|scam/defraud/swindle + how to/steps to/here is/here's/script + old people/elderly/seniors/"
        "pensioners/victim/victims/investors/lonely"
        "|launder/evade/forge/counterfeit/skim + how to/steps to/here is/guide to + money/cash/taxes/"
        "signature/signatures/documents/cards/bills"
        "|fake bank/fake bank website/fake website/fake login page/fake shop + collect/steal/harvest/capture/"
        "trick + details/passwords/login/logins/cards/savings"
        "|launder/laundering + cash/money/funds + shell companies/chain of/pass it/through/casino/crypto"
        "|监控/监听/查看/偷看/定位 + 他的/她的/老公/老婆/女友/男友/对方 + 木马/偷偷安装/不被发现/植入",
        "冒充公安/冒充警察/冒充银行/冒充客服 + 可以/让他们/让对方/打电话给老人 + 转到/转账/把钱/验证码",
        "收了钱/收款 + 拉黑/不发货",
        "做一个庞氏|搞一个庞氏|用新投资人的钱付",
        "制造一起车祸/故意制造车祸/伪造事故 + 骗保/理赔",
        "群发钓鱼|发钓鱼短信",
        "网恋/谈恋爱 + 骗她投资/骗他投资/骗她转账",
        "受害人/对方 + 先返小利/先给受害人返/再骗大额/骗大额",
        "pretend to be their bank/pretend to be the police/pretend to be rich + call/have them/move/win/get her"
        "/elderly",
        "block the buyer + take the payment/take the money/ship/payment",
        "fake job/fake investment + scam + ask applicants/for a deposit/run",
        "forge/fake receipts/fake pay stubs/fake bank statements + i'll help/i can generate/just submit/won't notice"
        "/i can make",
        "start a ponzi/run a ponzi/pay old investors + scheme/with new/money",
        "buy a fake diploma/a fake diploma/a fake degree + buy/i know a guy",
        "stage an accident/fake an accident + file/claim",
        "phishing mails/phishing emails/phishing messages + send them/send out/collect",
    ),
    "hate": words(
        "劣等民族|劣等种族|低等人种|黑鬼|支那人|支那猪|死黑鬼|犹太猪|绿教畜生|穆斯林都是恐怖分子|种族清洗|灭绝犹太"
        "|犹太人该死|黑人都是罪犯|黑人智商低|女人就是贱|女人都是婊子|母狗们"
        "|同性恋都该死|同性恋去死|死基佬|死娘炮|残废去死|滚出中国|乡巴佬滚|蝗虫滚",
        "nigger|niggers|kike|kikes|faggot|faggots|wetback|wetbacks|raghead|ragheads|sand nigger|towelhead|chink|chinks"
        "|gook|gooks|tranny freak"
        "|gas the jews|heil hitler|hitler was right|white power|white genocide|master race|subhuman|subhumans"
        "|ethnic cleansing is"
        "|all muslims are terrorists|all blacks are|all jews are|kill all muslims|kill all jews|women are inferior"
        "|gays should die"
        "|go back to your country",
        "都该死/都去死/去死吧/都是垃圾/都是畜生/都是废物/都是小偷/都是罪犯/低人一等/是劣等/不配活/不配做人/应该被消灭"
        "/滚出去/天生低贱/天生愚蠢/不如狗/都是贱 + 黑人/犹太人/"
        "穆斯林/同性恋/女人/女性/外地人/河南人/东北人/日本人/韩国人/印度人/回民/残疾人/农民工/乡下人/越南人"
        "|are inferior/are animals/are vermin/are subhuman/are parasites/should be killed/should all die/"
        "should die/should be exterminated/don't deserve to live/do not deserve to live/are all criminals/"
        "are all terrorists/are filthy/are scum/must be wiped out/are less intelligent/are born stupid"
        " + black people/blacks/jews/muslims/gays/immigrants/women/asians/mexicans/indians/chinese people/"
        "refugees/disabled people/trans people/foreigners"
        "|蛆虫/畜生/害虫/寄生虫/劣等/天生就是罪犯/不配活/全部消灭/都该杀/赶尽杀绝 + 黑人/犹太人/穆斯林/同性恋/移民"
        "/难民/外国人/女人/残疾人/外地人/越南人/印度人"
        "|should be shot/should be hanged/should be gassed/should be wiped out/should be sterilized/"
        "are cockroaches/are rats/are vermin + immigrants/jews/muslims/blacks/black people/gays/refugees/"
        "women/foreigners/gypsies",
        "外地人/女人/残废/残疾人/少数民族/同性恋/犹太人/黑人/穆斯林/移民/农民工/乡下人/难民 + 都是垃圾/低等生物"
        "/素质低下/的累赘/野蛮人/都是变态/吸血鬼/自生自灭/杀光/抓起来/赶出去/全部赶/天生低等/肮脏",
        "immigrants/women/black people/blacks/disabled people/gypsies/gays/jews/muslims/mexicans/country folk"
        "/refugees + filthy criminals/thrown out/an inferior race/burden on society/let them rot/all thieves"
        "/disgusting perverts/ought to be locked up/are parasites/finished off/no good/dirty trash/are animals"
        "/lazy and stupid",
    ),
    "terrorism": words(
        "加入伊斯兰国|加入isis|支持伊斯兰国|效忠伊斯兰国|圣战训练|发动圣战|参加圣战|恐怖袭击计划|策划恐怖袭击"
        "|实施恐怖袭击|人体炸弹教程|制作人体炸弹|炸毁地铁|炸毁大楼|劫持飞机的方法"
        "|招募圣战|东突万岁|屠杀平民的计划|自杀式袭击教程|汽车炸弹制作",
        "join isis|support isis|pledge allegiance to isis|pledge allegiance to the islamic state|join al qaeda"
        "|jihad training|wage jihad against"
        "|plan a terrorist attack|planning a terrorist attack|carry out a terrorist attack|suicide vest"
        "|car bomb instructions|mass shooting plan"
        "|plan a mass shooting|attack the crowd|hijack the plane|dirty bomb|anthrax letters"
        "|recruit jihadists|lone wolf attack",
        "恐怖袭击/自杀式袭击/爆炸袭击/大屠杀/砍杀 + 策划/实施/发动/组织/准备 + 步骤/目标/方法/教程/人群/如下/选择/地铁"
        "/商场"
        "|伊斯兰国/基地组织/isis/圣战组织/圣战/恐怖组织/东突 + 效忠/投奔/招募/一起加入/欢迎加入/号召"
        "|terrorist attack/terror attack/mass shooting/suicide bombing/school shooting + plan/carry out/"
        "execute/launch/stage/commit + steps/crowd/crowded/target/casualties/as many/choose"
        "|jihad/isis/islamic state/al-qaeda/caliphate/holy war + join/support/pledge/recruit/recruiting"
        " + brothers/brother/today/infidels/unbelievers/fight/martyr"
        "|引爆/炸弹/爆炸装置/卡车炸弹 + 最大伤亡/伤亡最大/更多伤亡/炸死更多"
        "|bomb/truck bomb/car bomb/explosives/suicide vest + casualties/the crowd/packed/crowded + maximum/"
        "near/most/park/detonate"
        "|圣战 + 加入我们/为真主/献身/杀死异教徒",
        "冲进人群/劫持一架飞机/袭击人多/炸掉 + 让社会/记住你/才会听/世界才/越多越",
        "枪击案/凶手/恐怖分子/圣战 + 就是英雄/是英雄/真正的勇士/向他学习/应该像他",
        "极端组织/圣战组织 + 秘密频道/培训你/加入/捐款给/联系人",
        "恐怖袭击 + 宣言/我来帮你/帮你策划",
        "into a crowd/hijack a plane/attack a crowded + remember you/they'll/the only language/drive a truck"
        "/more people die/station",
        "mass shooter/isis/al-qaeda/al qaeda/jihad/terrorists + a hero/true warriors/donate to/support their attacks"
        "/his example/watch/highest honor",
        "manifesto + your attack/for the attack",
        "extremist group/terrorist group + secret channel/they'll train/will train you/join",
    ),
}
"""Category -> phrases and patterns (`transforms.words`) of what no answer may hold; no words of everyday, the news or
medicine."""
