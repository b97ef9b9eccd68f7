"""Names put in place of the names of a training sentence, so that names are learnt by what stands around them."""

import random

SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔"
    "钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤温康施牛樊葛邢安齐易"
)
DOUBLE_SURNAMES = ("欧阳", "司马", "上官", "诸葛", "司徒", "东方", "慕容", "令狐")
GIVEN = (
    "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华建文国志海玉春红梅兰凤洁琳云莲真环雪荣爱妹香月莺媛瑞凡佳嘉琼勤珍"
    "贞莉叶璧璐娅琦晶妍茜秋珊莎锦黛青倩婷姣婉娴瑾颖露瑶怡婵雁蓓纨仪荷丹蓉眉君琴蕊薇菁梦岚苑婕馨瑗韵融园艺咏卿聪澜"
    "纯毓悦昭冰爽琬茗羽希宁欣飘育滢馥筠柔竹霭凝晓欢霄枫芸菲寒伊亚宜可姬舒影荔枝思丽远辰泽宇浩然轩博晨子皓航"
)
SOUNDS = (
    "阿巴贝博布查达德迪杜厄恩法费弗夫加盖戈格哈赫霍吉贾卡科克库拉莱兰朗劳勒雷里利林隆卢鲁伦罗洛马麦曼梅米莫姆穆纳内"
    "尼努诺奥帕佩皮普奇恰乔切萨塞桑沙绍舍申施什史斯苏索塔泰坦特图托瓦万维韦温沃乌西希谢辛雅亚扬耶伊尤扎泽兹佐"
)


def make_name(rng: random.Random) -> str:
    """An invented person's name: Chinese, or the sounds of a foreign one with or without a middle dot."""
    if rng.random() < 0.5:
        surname = rng.choice(DOUBLE_SURNAMES) if rng.random() < 0.05 else rng.choice(SURNAMES)
        return surname + "".join(rng.choices(GIVEN, k=rng.choice((1, 2, 2, 2))))
    parts = ["".join(rng.choices(SOUNDS, k=rng.randint(2, 5))) for _ in range(rng.choice((1, 1, 2, 2, 3)))]
    return "·".join(parts)


def replace_names(
    text: str, names: list[tuple[int, int, str]], rng: random.Random, share: float
) -> tuple[str, list[tuple[int, int, str]]]:
    """The sentence with this share of its persons renamed, and where its names now are."""
    pieces: list[str] = []
    moved: list[tuple[int, int, str]] = []
    position = length = 0
    for start, end, label in sorted(names):
        before = text[position:start]
        name = make_name(rng) if label == "PER" and rng.random() < share else text[start:end]
        pieces += [before, name]
        length += len(before)
        moved.append((length, length + len(name), label))
        length += len(name)
        position = end
    return "".join([*pieces, text[position:]]), moved
