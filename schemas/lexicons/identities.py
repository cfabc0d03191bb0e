"""Names of models, and of who makes them."""

from schemas.lexicons.words import words

IDENTITIES = words(
    "ChatGPT|GPT|GLM|Meta|谷歌|微软|讯飞|星火|清言|元宝|GPT-3|GPT-3.5|GPT-4|GPT-4o|GPT-5|OpenAI|Claude|Anthropic"
    "|Gemini|Bard|Google|Google DeepMind|DeepMind|PaLM"
    "|LaMDA|Gemma|LLaMA|Llama 2|Llama 3"
    "|Meta AI|Vicuna|LMSYS|Mistral|Mixtral|Mistral AI|Microsoft|Copilot|Bing Chat|Phi-3|Grok|xAI|Cohere|Command R"
    "|Perplexity|Nemotron|BigScience"
    "|Hugging Face|StableLM|Stability AI|Inflection AI|Open Assistant|OpenAssistant|Databricks|Character.AI"
    "|文心一言|文心大模型|百度|ERNIE|ERNIE Bot|通义千问|千问|通义|Qwen|阿里云|阿里巴巴|达摩院|Alibaba|Alibaba Cloud"
    "|讯飞星火|星火认知|星火大模型|科大讯飞|iFlytek"
    "|智谱清言|智谱|智谱AI|ChatGLM|GLM-4|Zhipu|Zhipu AI|清华大学KEG|Kimi|月之暗面|Moonshot AI|豆包|Doubao|字节跳动"
    "|ByteDance|云雀大模型|DeepSeek|深度求索"
    "|腾讯混元|混元|混元大模型|腾讯|Hunyuan|腾讯元宝|百川|百川智能|百川大模型|Baichuan|零一万物|Yi-34B|01.AI|MiniMax"
    "|海螺AI|阶跃星辰|华为|盘古大模型|Huawei|商汤"
    "|日日新|SenseTime|书生浦语|InternLM|上海人工智能实验室|MOSS|复旦大学|360智脑|奇虎360|天工大模型|昆仑万维|Skywork"
    "|智源研究院|京东言犀|稀宇科技|Baidu|Tencent|Tongyi|Tongyi Qianwen|Qianwen|SenseChat|SenseNova|Falcon LLM|TII"
    "|小爱同学|面壁智能|MiniCPM",
)
"""What an answer calls itself, or whom it names as its maker, that gives away the model behind it."""
