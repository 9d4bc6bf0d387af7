<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>FigureText</name>
    <message>
        <source>All splits</source>
        <translation>全部划分</translation>
    </message>
</context>
<context>
    <name>QObject</name>
    <message>
        <source>step %1</source>
        <translation>第 %1 步</translation>
    </message>
    <message>
        <source>after %1</source>
        <translation>%1 后</translation>
    </message>
</context>
<context>
    <name>RunLauncher</name>
    <message>
        <source>The training process ended before it began, and said nothing</source>
        <translation>训练进程尚未开始便已退出，且没有任何输出</translation>
    </message>
</context>
<context>
    <name>RunState</name>
    <message>
        <source>queued</source>
        <translation>排队中</translation>
    </message>
    <message>
        <source>starting</source>
        <translation>启动中</translation>
    </message>
    <message>
        <source>running</source>
        <translation>运行中</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>已暂停</translation>
    </message>
    <message>
        <source>stopping</source>
        <translation>停止中</translation>
    </message>
    <message>
        <source>finished</source>
        <translation>已完成</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>lost</source>
        <translation>失联</translation>
    </message>
</context>
<context>
    <name>SampleMenu</name>
    <message>
        <source>Show in Data</source>
        <translation>在“数据”中显示</translation>
    </message>
    <message>
        <source>Show its rewrites</source>
        <translation>显示其改写</translation>
    </message>
    <message>
        <source>Show what was retrieved for it</source>
        <translation>显示为其检索到的内容</translation>
    </message>
    <message>
        <source>Ask the model</source>
        <translation>询问模型</translation>
    </message>
    <message>
        <source>Show on the map</source>
        <translation>在嵌入图上显示</translation>
    </message>
</context>
<context>
    <name>marks</name>
    <message>
        <source>too easy</source>
        <translation>太容易</translation>
    </message>
    <message>
        <source>too hard</source>
        <translation>太难</translation>
    </message>
    <message>
        <source>actually true</source>
        <translation>实为真</translation>
    </message>
    <message>
        <source>actually false</source>
        <translation>实为假</translation>
    </message>
    <message>
        <source>does not fit</source>
        <translation>不匹配</translation>
    </message>
</context>
<context>
    <name>progress</name>
    <message>
        <source>Adding pictures</source>
        <translation>添加图片</translation>
    </message>
    <message>
        <source>Adding single pictures</source>
        <translation>添加单独图片</translation>
    </message>
    <message>
        <source>Captions</source>
        <translation>描述</translation>
    </message>
    <message>
        <source>Colouring pictures</source>
        <translation>给图片着色</translation>
    </message>
    <message>
        <source>Composing scenes</source>
        <translation>合成场景</translation>
    </message>
    <message>
        <source>Cutting out pictures</source>
        <translation>抠取图片</translation>
    </message>
    <message>
        <source>Describing pictures</source>
        <translation>描述图片</translation>
    </message>
    <message>
        <source>Entailment</source>
        <translation>视觉蕴含</translation>
    </message>
    <message>
        <source>Extracting features</source>
        <translation>提取特征</translation>
    </message>
    <message>
        <source>Importing</source>
        <translation>导入</translation>
    </message>
    <message>
        <source>Learning from words alone</source>
        <translation>仅从文字学习</translation>
    </message>
    <message>
        <source>Measuring the speed of the full recipe</source>
        <translation>测量完整配方的速度</translation>
    </message>
    <message>
        <source>Nearest pictures</source>
        <translation>查找最近的图片</translation>
    </message>
    <message>
        <source>Nearest texts</source>
        <translation>查找最近的文本</translation>
    </message>
    <message>
        <source>Pairs</source>
        <translation>图文对</translation>
    </message>
    <message>
        <source>Preparing backgrounds</source>
        <translation>准备背景</translation>
    </message>
    <message>
        <source>Questions</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>Reading sentences</source>
        <translation>读取句子</translation>
    </message>
    <message>
        <source>Reading texts</source>
        <translation>读取文本</translation>
    </message>
    <message>
        <source>Retrieval</source>
        <translation>检索</translation>
    </message>
    <message>
        <source>Rewritten negatives</source>
        <translation>改写负例</translation>
    </message>
    <message>
        <source>Saving rewrites</source>
        <translation>保存改写</translation>
    </message>
    <message>
        <source>Storing pictures</source>
        <translation>存储图片</translation>
    </message>
    <message>
        <source>Word tasks</source>
        <translation>词语任务</translation>
    </message>
    <message>
        <source>Building the model</source>
        <translation>构建模型</translation>
    </message>
    <message>
        <source>Running whole steps</source>
        <translation>运行完整步骤</translation>
    </message>
    <message>
        <source>Comparing pictures</source>
        <translation>正在比较图片</translation>
    </message>
    <message>
        <source>Looking at pictures</source>
        <translation>正在查看图片</translation>
    </message>
    <message>
        <source>Reading captions</source>
        <translation>读取描述</translation>
    </message>
    <message>
        <source>Asking about samples</source>
        <translation>正在询问样本</translation>
    </message>
    <message>
        <source>Copying pictures</source>
        <translation>正在复制图片</translation>
    </message>
    <message>
        <source>Deleting runs</source>
        <translation>正在删除运行</translation>
    </message>
    <message>
        <source>Encoding captions</source>
        <translation>正在编码描述</translation>
    </message>
    <message>
        <source>Encoding pictures</source>
        <translation>正在编码图片</translation>
    </message>
    <message>
        <source>Encoding texts</source>
        <translation>正在编码文本</translation>
    </message>
    <message>
        <source>Exchanging words</source>
        <translation>正在替换词语</translation>
    </message>
    <message>
        <source>Importing %1</source>
        <translation>正在导入 %1</translation>
    </message>
    <message>
        <source>Keeping phrases</source>
        <translation>正在保存短语</translation>
    </message>
    <message>
        <source>Nearest captions</source>
        <translation>正在查找最近的描述</translation>
    </message>
    <message>
        <source>Parsing captions</source>
        <translation>正在解析描述</translation>
    </message>
    <message>
        <source>Reading pictures</source>
        <translation>正在读取图片</translation>
    </message>
    <message>
        <source>Scoring pairs (checkpoint %1 of %2)</source>
        <translation>正在为图文对打分（检查点 %1 / %2）</translation>
    </message>
    <message>
        <source>Scoring pairs</source>
        <translation>正在为图文对打分</translation>
    </message>
    <message>
        <source>Translating and back</source>
        <translation>正在回译</translation>
    </message>
</context>
<context>
    <name>reason</name>
    <message>
        <source>WordNet: %1 and %2 may be the same thing</source>
        <translation>WordNet：%1 与 %2 可能是同一事物</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is lost</source>
        <translation>丢失了“%1”</translation>
    </message>
    <message>
        <source>a caption of a held-out split</source>
        <translation>是留出划分中的描述</translation>
    </message>
    <message>
        <source>a caption of this picture says the same</source>
        <translation>此图片已有一条描述说的是同样的内容</translation>
    </message>
    <message>
        <source>a held-out split has the same picture</source>
        <translation>留出划分中有同一张图片</translation>
    </message>
    <message>
        <source>another language gave the same</source>
        <translation>另一种语言得到了相同的结果</translation>
    </message>
    <message>
        <source>by its rule: the score is too high</source>
        <translation>按其规则：分数过高</translation>
    </message>
    <message>
        <source>by its rule: the score is too low</source>
        <translation>按其规则：分数过低</translation>
    </message>
    <message>
        <source>by its rule: turned off</source>
        <translation>按其规则：已关闭</translation>
    </message>
    <message>
        <source>colours, numbers or directions differ</source>
        <translation>颜色、数量或方向不一致</translation>
    </message>
    <message>
        <source>every word is in this picture&apos;s captions too, so it may be true</source>
        <translation>每个词也都出现在此图片的描述中，因此可能为真</translation>
    </message>
    <message>
        <source>no facts to exchange were found in the caption</source>
        <translation>描述中没有找到可替换的事实</translation>
    </message>
    <message>
        <source>reads badly: no caption puts these words together</source>
        <translation>不通顺：没有描述把这些词放在一起</translation>
    </message>
    <message>
        <source>the caption cannot be parsed, so that nothing tells whether all is still there</source>
        <translation>描述无法解析，因此无从判断内容是否完整</translation>
    </message>
    <message>
        <source>the pair&apos;s own caption</source>
        <translation>是此图文对自己的描述</translation>
    </message>
    <message>
        <source>the pair&apos;s own picture</source>
        <translation>是此图文对自己的图片</translation>
    </message>
    <message>
        <source>the same as the caption</source>
        <translation>与描述相同</translation>
    </message>
    <message>
        <source>the translator lacks a word</source>
        <translation>译者缺少某个词</translation>
    </message>
    <message>
        <source>unusual wording</source>
        <translation>措辞不寻常</translation>
    </message>
</context>
<context>
    <name>recipe</name>
    <message>
        <source>0 takes the preset&apos;s number</source>
        <translation>0 表示采用预设的层数</translation>
    </message>
    <message>
        <source>A pair, encoded alone, positives; the paper retrieves 100</source>
        <translation>每个图文对的数量，单独编码，作正例；论文检索 100 个</translation>
    </message>
    <message>
        <source>A pair, encoded with the picture; captions of other pictures fill up. The paper makes 100</source>
        <translation>每个图文对的数量，与图片一同编码；不足时用其他图片的描述补齐。论文生成 100 个</translation>
    </message>
    <message>
        <source>A pair, encoded with the picture; the paper makes 3</source>
        <translation>每个图文对的数量，与图片一同编码；论文生成 3 个</translation>
    </message>
    <message>
        <source>A set</source>
        <translation>每组的数量</translation>
    </message>
    <message>
        <source>A step; the paper: 4</source>
        <translation>每步的次数；论文：4</translation>
    </message>
    <message>
        <source>AdamW</source>
        <translation>AdamW</translation>
    </message>
    <message>
        <source>Adversarial training</source>
        <translation>对抗训练</translation>
    </message>
    <message>
        <source>Also against the pictures and texts of the step&apos;s other pairs, encoded alone</source>
        <translation>还与该步其他图文对的图片和文本（单独编码）对比</translation>
    </message>
    <message>
        <source>Answers from the answer vocabulary</source>
        <translation>从答案词表中选取答案</translation>
    </message>
    <message>
        <source>Ascents</source>
        <translation>上升次数</translation>
    </message>
    <message>
        <source>At most so many a picture, [IMG] not counted</source>
        <translation>每张图片的区域数上限，不计 [IMG]</translation>
    </message>
    <message>
        <source>Beta 1</source>
        <translation>Beta 1</translation>
    </message>
    <message>
        <source>Beta 2</source>
        <translation>Beta 2</translation>
    </message>
    <message>
        <source>Captioning (seq2seq)</source>
        <translation>描述生成 (seq2seq)</translation>
    </message>
    <message>
        <source>Captions of other pictures a set</source>
        <translation>每组中取自其他图片的描述数</translation>
    </message>
    <message>
        <source>Checkpoint every (s)</source>
        <translation>检查点间隔（秒）</translation>
    </message>
    <message>
        <source>Class weight</source>
        <translation>分类权重</translation>
    </message>
    <message>
        <source>Classification, regression and generation, where the project has such tasks</source>
        <translation>分类、回归与生成，项目中有此类任务时使用</translation>
    </message>
    <message>
        <source>Clean loss</source>
        <translation>干净样本损失</translation>
    </message>
    <message>
        <source>Closed form: regions begin at the words of their labels, where the data has labels</source>
        <translation>闭式解：数据带有标签时，区域表示从其标签所含的词出发</translation>
    </message>
    <message>
        <source>Compute threads; 0 takes every core</source>
        <translation>计算线程数；0 表示使用全部核心</translation>
    </message>
    <message>
        <source>Contrastive (CMCL)</source>
        <translation>对比学习 (CMCL)</translation>
    </message>
    <message>
        <source>Contrastive, in-batch</source>
        <translation>批内对比学习</translation>
    </message>
    <message>
        <source>Curves get one point each so often</source>
        <translation>曲线每隔这么多步记一个点</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>数据</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>Dropout</source>
        <translation>Dropout</translation>
    </message>
    <message>
        <source>Each is a negative of all others</source>
        <translation>每一对都是其余各对的负例</translation>
    </message>
    <message>
        <source>Entries of the starter&apos;s vocabulary kept beside those that occur</source>
        <translation>除数据中出现的词条外，另从起始模型词表中保留的词条数</translation>
    </message>
    <message>
        <source>Epsilon</source>
        <translation>Epsilon</translation>
    </message>
    <message>
        <source>Examples a step</source>
        <translation>每步样例数</translation>
    </message>
    <message>
        <source>Extra vocabulary</source>
        <translation>额外词表</translation>
    </message>
    <message>
        <source>Feature dropout</source>
        <translation>特征 Dropout</translation>
    </message>
    <message>
        <source>Feature weight</source>
        <translation>特征权重</translation>
    </message>
    <message>
        <source>File or folder to start from: a checkpoint, UNIMO&apos;s Paddle folder or .pdparams, or RoBERTa or BERT of Hugging Face; empty: the starter below</source>
        <translation>起始权重的文件或文件夹：检查点、UNIMO 的 Paddle 文件夹或 .pdparams，或 Hugging Face 的 RoBERTa 或 BERT；留空则用下面的文本部分起点</translation>
    </message>
    <message>
        <source>Final share</source>
        <translation>末期比例</translation>
    </message>
    <message>
        <source>Fine-tuning for retrieval: a pair encoded together, against random pictures and random captions</source>
        <translation>检索微调：图文对一同编码，与随机图片和随机描述对比</translation>
    </message>
    <message>
        <source>Fixes the model&apos;s start and the order of the data</source>
        <translation>固定模型的初始化和数据的顺序</translation>
    </message>
    <message>
        <source>Folder of these weights&apos; vocabulary; empty: theirs</source>
        <translation>这些权重所用词表的文件夹；留空则用其自带的词表</translation>
    </message>
    <message>
        <source>Generated parts</source>
        <translation>生成部分</translation>
    </message>
    <message>
        <source>Generated share</source>
        <translation>生成比例</translation>
    </message>
    <message>
        <source>Global norm; 0 does not clip</source>
        <translation>全局范数；0 表示不裁剪</translation>
    </message>
    <message>
        <source>Gradient clip</source>
        <translation>梯度裁剪</translation>
    </message>
    <message>
        <source>Head</source>
        <translation>输出头</translation>
    </message>
    <message>
        <source>Head multiplier</source>
        <translation>输出头倍率</translation>
    </message>
    <message>
        <source>Hidden regions: feature regression and soft-label classification</source>
        <translation>对被掩码的区域做特征回归和软标签分类</translation>
    </message>
    <message>
        <source>Hidden share</source>
        <translation>掩码比例</translation>
    </message>
    <message>
        <source>Hidden states and attention; the paper: 0.1</source>
        <translation>作用于隐藏状态和注意力；论文：0.1</translation>
    </message>
    <message>
        <source>Hidden words of captions, or parts of them to be generated; the picture present</source>
        <translation>预测描述中被掩码的词，或生成其中的片段；图片可见</translation>
    </message>
    <message>
        <source>In-batch negatives</source>
        <translation>批内负例</translation>
    </message>
    <message>
        <source>Jointly encoded picture and text against rewritten negatives</source>
        <translation>图文联合编码，与改写负例对比</translation>
    </message>
    <message>
        <source>KL weight</source>
        <translation>KL 权重</translation>
    </message>
    <message>
        <source>Keep checkpoints</source>
        <translation>保留检查点数</translation>
    </message>
    <message>
        <source>Kept in 0.001-0.5, as UNIMO-2 does</source>
        <translation>限制在 0.001-0.5 之内，同 UNIMO-2</translation>
    </message>
    <message>
        <source>Label smoothing</source>
        <translation>标签平滑</translation>
    </message>
    <message>
        <source>Labelled tasks</source>
        <translation>标注任务</translation>
    </message>
    <message>
        <source>Language (MLM, seq2seq)</source>
        <translation>语言建模 (MLM, seq2seq)</translation>
    </message>
    <message>
        <source>Largest norm</source>
        <translation>最大范数</translation>
    </message>
    <message>
        <source>Layers</source>
        <translation>层数</translation>
    </message>
    <message>
        <source>Learning rate</source>
        <translation>学习率</translation>
    </message>
    <message>
        <source>Learnt temperature</source>
        <translation>可学习温度</translation>
    </message>
    <message>
        <source>Length of an ascent; entailment 0.05, captioning 0.03 and 0.05</source>
        <translation>每次上升的步长；视觉蕴含 0.05，描述生成 0.03 和 0.05</translation>
    </message>
    <message>
        <source>Location weights</source>
        <translation>位置权重</translation>
    </message>
    <message>
        <source>Log every (steps)</source>
        <translation>记录间隔（步）</translation>
    </message>
    <message>
        <source>Margin</source>
        <translation>间隔</translation>
    </message>
    <message>
        <source>Masked regions</source>
        <translation>区域掩码</translation>
    </message>
    <message>
        <source>Masked regions of pictures without a text, where there are any</source>
        <translation>对没有文本的图片做区域掩码（如有）</translation>
    </message>
    <message>
        <source>Matching</source>
        <translation>图文匹配</translation>
    </message>
    <message>
        <source>Measured at each checkpoint; 0 measures nothing</source>
        <translation>每个检查点评估的场景数；0 表示不评估</translation>
    </message>
    <message>
        <source>Minutes</source>
        <translation>时长（分钟）</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Negatives</source>
        <translation>负例</translation>
    </message>
    <message>
        <source>New heads and visual projections learn so much faster</source>
        <translation>新的输出头和视觉投影的学习率放大倍数</translation>
    </message>
    <message>
        <source>Norm of</source>
        <translation>范数对象</translation>
    </message>
    <message>
        <source>Not for biases and norms</source>
        <translation>不作用于偏置和归一化参数</translation>
    </message>
    <message>
        <source>Number of steps; 0 leaves the end to the time</source>
        <translation>训练步数；0 表示由时长决定何时结束</translation>
    </message>
    <message>
        <source>Object tags</source>
        <translation>物体标签</translation>
    </message>
    <message>
        <source>Object threshold</source>
        <translation>物体阈值</translation>
    </message>
    <message>
        <source>Of a picture&apos;s and a text&apos;s vector: cosine, plain product (dot), or the head on the product of the poolers, which the published configuration hints at</source>
        <translation>图片向量与文本向量的相似度：余弦 (cosine)、点积 (dot)，或作用于池化器乘积的输出头 (head)，已发布的配置暗示了后者</translation>
    </message>
    <message>
        <source>Of a sample&apos;s perturbation; 0 does not hold it</source>
        <translation>单个样本扰动的最大范数；0 表示不限制</translation>
    </message>
    <message>
        <source>Of a text&apos;s tokens, by fragments; the paper: 0.25</source>
        <translation>占文本词元的比例，按片段选取；论文：0.25</translation>
    </message>
    <message>
        <source>Of each task</source>
        <translation>每个任务的数量</translation>
    </message>
    <message>
        <source>Of generated texts; the paper: 0.1</source>
        <translation>用于生成的文本；论文：0.1</translation>
    </message>
    <message>
        <source>Of the classification</source>
        <translation>分类损失的权重</translation>
    </message>
    <message>
        <source>Of the peak rate at the end</source>
        <translation>结束时的学习率占峰值的比例</translation>
    </message>
    <message>
        <source>Of the regions; the paper: 0.15</source>
        <translation>占区域的比例；论文：0.15</translation>
    </message>
    <message>
        <source>Of the regression</source>
        <translation>回归损失的权重</translation>
    </message>
    <message>
        <source>Of the steps: these generate instead of filling in; the paper: 0.5</source>
        <translation>改做生成而非填空的步所占比例；论文：0.5</translation>
    </message>
    <message>
        <source>Of the tokens; the paper: 0.15</source>
        <translation>占词元的比例；论文：0.15</translation>
    </message>
    <message>
        <source>Of these losses</source>
        <translation>这些损失的权重</translation>
    </message>
    <message>
        <source>Of this loss</source>
        <translation>此损失的权重</translation>
    </message>
    <message>
        <source>Older ones are deleted; the last is always kept</source>
        <translation>较旧的会被删除；最后一个始终保留</translation>
    </message>
    <message>
        <source>On</source>
        <translation>启用</translation>
    </message>
    <message>
        <source>One picture with its candidates each</source>
        <translation>每组为一张图片及其候选描述</translation>
    </message>
    <message>
        <source>Optimiser</source>
        <translation>优化器</translation>
    </message>
    <message>
        <source>Overlap</source>
        <translation>重叠阈值</translation>
    </message>
    <message>
        <source>Overlap measure</source>
        <translation>重叠度量</translation>
    </message>
    <message>
        <source>Pairs a step</source>
        <translation>每步图文对数</translation>
    </message>
    <message>
        <source>Peak, of the Transformer</source>
        <translation>Transformer 的峰值学习率</translation>
    </message>
    <message>
        <source>Pictures a step</source>
        <translation>每步图片数</translation>
    </message>
    <message>
        <source>Pictures and texts encoded alone, in-batch softmax</source>
        <translation>图片与文本单独编码，批内 softmax</translation>
    </message>
    <message>
        <source>Pictures taken with proposed regions instead of true boxes</source>
        <translation>以候选区域代替真实框的图片所占比例</translation>
    </message>
    <message>
        <source>Pictures, and as many captions, a pair; the paper: 10</source>
        <translation>每个图文对的图片数，描述数与之相同；论文：10</translation>
    </message>
    <message>
        <source>Pooling</source>
        <translation>池化</translation>
    </message>
    <message>
        <source>Positives</source>
        <translation>正例</translation>
    </message>
    <message>
        <source>Precision</source>
        <translation>精度</translation>
    </message>
    <message>
        <source>Predictions with and without perturbation are to agree</source>
        <translation>要求有扰动与无扰动时的预测一致</translation>
    </message>
    <message>
        <source>Probability from which on a thing is named; the paper: base 0.35, large 0.2</source>
        <translation>物体被列出的概率阈值；论文：base 0.35，large 0.2</translation>
    </message>
    <message>
        <source>Questions (VQA)</source>
        <translation>视觉问答 (VQA)</translation>
    </message>
    <message>
        <source>Questions a picture</source>
        <translation>每张图片的问题数</translation>
    </message>
    <message>
        <source>Random negatives</source>
        <translation>随机负例</translation>
    </message>
    <message>
        <source>Rate</source>
        <translation>步长</translation>
    </message>
    <message>
        <source>Region features</source>
        <translation>作用于区域特征</translation>
    </message>
    <message>
        <source>Regions</source>
        <translation>区域数</translation>
    </message>
    <message>
        <source>Regions that overlap a hidden one by more are hidden too; base 0.4, large 0.3</source>
        <translation>与被掩码区域的重叠超过该值的区域也被掩码；base 0.4，large 0.3</translation>
    </message>
    <message>
        <source>Retrieval (circle loss)</source>
        <translation>检索 (circle loss)</translation>
    </message>
    <message>
        <source>Retrieved pictures</source>
        <translation>检索所得图片</translation>
    </message>
    <message>
        <source>Retrieved texts</source>
        <translation>检索所得文本</translation>
    </message>
    <message>
        <source>Rewrites</source>
        <translation>改写</translation>
    </message>
    <message>
        <source>Rewritten negatives</source>
        <translation>改写负例</translation>
    </message>
    <message>
        <source>Rewritten positives</source>
        <translation>改写正例</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>运行</translation>
    </message>
    <message>
        <source>Samples of this split are learnt from</source>
        <translation>用于训练的样本所属的划分</translation>
    </message>
    <message>
        <source>Scale</source>
        <translation>缩放因子</translation>
    </message>
    <message>
        <source>Schedule</source>
        <translation>学习率调度</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>随机种子</translation>
    </message>
    <message>
        <source>Sets a step</source>
        <translation>每步组数</translation>
    </message>
    <message>
        <source>Share of proposals</source>
        <translation>候选区域占比</translation>
    </message>
    <message>
        <source>Share of seq2seq</source>
        <translation>seq2seq 占比</translation>
    </message>
    <message>
        <source>Share of the run</source>
        <translation>占整个运行的比例</translation>
    </message>
    <message>
        <source>Similarities are divided by it; the start where it is learnt. Not in the paper; UNIMO-2: 0.07</source>
        <translation>相似度除以该值；若可学习，则为其初始值。论文未给出；UNIMO-2：0.07</translation>
    </message>
    <message>
        <source>Similarity</source>
        <translation>相似度</translation>
    </message>
    <message>
        <source>Single pictures</source>
        <translation>纯图片</translation>
    </message>
    <message>
        <source>Single texts</source>
        <translation>纯文本</translation>
    </message>
    <message>
        <source>Size and text family</source>
        <translation>模型规模与文本模型系列</translation>
    </message>
    <message>
        <source>Size of the first perturbation</source>
        <translation>首次扰动的大小</translation>
    </message>
    <message>
        <source>Standard deviation of the location projection at the start; the paper: 0.02</source>
        <translation>位置投影初始化的标准差；论文：0.02</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>起点</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>步数</translation>
    </message>
    <message>
        <source>Temperature</source>
        <translation>温度</translation>
    </message>
    <message>
        <source>Text half starts from</source>
        <translation>文本部分起点</translation>
    </message>
    <message>
        <source>Text length</source>
        <translation>文本长度</translation>
    </message>
    <message>
        <source>Texts a step</source>
        <translation>每步文本数</translation>
    </message>
    <message>
        <source>The first checkpoint comes after a third of this</source>
        <translation>首个检查点在该间隔的三分之一时写出</translation>
    </message>
    <message>
        <source>The language objective on texts without a picture, where there are any</source>
        <translation>对没有图片的文本使用语言建模目标（如有）</translation>
    </message>
    <message>
        <source>The loss of the unmoved pass counts, too</source>
        <translation>未加扰动时的损失也计入</translation>
    </message>
    <message>
        <source>The paper does not say which; iou is the default</source>
        <translation>论文未说明用哪一种；默认为 iou</translation>
    </message>
    <message>
        <source>The paper&apos;s fine-tuning: 0.1</source>
        <translation>论文的微调：0.1</translation>
    </message>
    <message>
        <source>The paper&apos;s: a pair against its rewritten captions and what unimo augment found</source>
        <translation>论文的方法：图文对与其改写描述及 unimo augment 所找到的内容对比</translation>
    </message>
    <message>
        <source>The paper: 0.2</source>
        <translation>论文：0.2</translation>
    </message>
    <message>
        <source>The paper: 1</source>
        <translation>论文：1</translation>
    </message>
    <message>
        <source>The picture is the prefix, the caption is predicted word by word</source>
        <translation>以图片为前缀，逐词预测描述</translation>
    </message>
    <message>
        <source>Threads</source>
        <translation>线程数</translation>
    </message>
    <message>
        <source>Times the two weights of masked regions</source>
        <translation>乘在区域掩码的两项权重上</translation>
    </message>
    <message>
        <source>Tokens of what the extractor names, read between picture and caption; 0: none. The paper: 100</source>
        <translation>提取器所列物体名称的词元数，置于图片与描述之间；0：不用。论文：100</translation>
    </message>
    <message>
        <source>Tokens; longer texts are cut</source>
        <translation>词元数；超出的文本会被截断</translation>
    </message>
    <message>
        <source>Training split</source>
        <translation>训练划分</translation>
    </message>
    <message>
        <source>Training time; 0 leaves the end to the number of steps</source>
        <translation>训练时长；0 表示由步数决定何时结束</translation>
    </message>
    <message>
        <source>VILLA: words and region features are moved against the model, three passes an ascent</source>
        <translation>VILLA：对词和区域特征施加不利于模型的扰动，每次上升需三遍计算</translation>
    </message>
    <message>
        <source>Validation scenes</source>
        <translation>验证场景数</translation>
    </message>
    <message>
        <source>Visual projection from labels</source>
        <translation>由标签初始化视觉投影</translation>
    </message>
    <message>
        <source>Vocabulary</source>
        <translation>词表</translation>
    </message>
    <message>
        <source>Warm-up</source>
        <translation>预热</translation>
    </message>
    <message>
        <source>Weight</source>
        <translation>权重</translation>
    </message>
    <message>
        <source>Weight decay</source>
        <translation>权重衰减</translation>
    </message>
    <message>
        <source>Weights</source>
        <translation>模型权重</translation>
    </message>
    <message>
        <source>What is held to it: UNIMO&apos;s code takes the gradient&apos;s norm; perturbation is what VILLA means</source>
        <translation>受此限制的对象：UNIMO 的代码取梯度 (gradient) 的范数；VILLA 的本意是扰动 (perturbation)</translation>
    </message>
    <message>
        <source>Which rewritten captions are learnt from: captions of others and back-translations (sentence), those with a fact exchanged (word), all, none</source>
        <translation>学习哪些改写描述：他图描述与回译 (sentence)、替换了某一事实的描述 (word)、全部 (all)、不用 (none)</translation>
    </message>
    <message>
        <source>auto takes a GPU when there is one</source>
        <translation>auto：有 GPU 时优先使用</translation>
    </message>
    <message>
        <source>auto takes bf16 autocast where the processor has it</source>
        <translation>auto：处理器支持时使用 bf16 autocast</translation>
    </message>
    <message>
        <source>first: [CLS] and [IMG], as the paper; mean: of all tokens, as MiniLM was trained; auto takes the preset&apos;s</source>
        <translation>first：取 [CLS] 与 [IMG]，同论文；mean：所有词元的均值，同 MiniLM 的训练方式；auto：采用预设的方式</translation>
    </message>
    <message>
        <source>fragments of 4 to 32 tokens, as the paper; slices in turn with the rest, as UNIMO-2&apos;s reader</source>
        <translation>fragments：4 至 32 个词元的片段，同论文；slices：与其余部分交替的切片，同 UNIMO-2 的读取器</translation>
    </message>
    <message>
        <source>linear: down from the peak; official: as UNIMO&apos;s code, which counts the way down from the first step; steps: a tenth after 60 and after 80 % of the run</source>
        <translation>linear：从峰值线性下降；official：同 UNIMO 的代码，下降从第一步算起；steps：在运行的 60 与 80 % 之后各降为十分之一</translation>
    </message>
    <message>
        <source>minilm needs the unimo-mini shape</source>
        <translation>minilm 需要 unimo-mini 的结构</translation>
    </message>
    <message>
        <source>sum: together, as the paper, where one that is easily found satisfies the loss; each: every one has to be found</source>
        <translation>sum：合并计算，同论文，只要有一个易找的正例即可满足损失；each：每个正例都必须找到</translation>
    </message>
    <message>
        <source>words: one right answer, which starts at its words; product: soft targets over all answers from the product of the poolers, as ERNIE-ViL</source>
        <translation>words：单一正确答案，由答案的词初始化；product：由池化器的乘积对全部答案预测软目标，同 ERNIE-ViL</translation>
    </message>
    <message>
        <source>Histograms every (steps)</source>
        <translation>直方图间隔（步）</translation>
    </message>
    <message>
        <source>Keep only each layer&apos;s input and run the layer again on the way back: a fraction of the memory for about a third more time</source>
        <translation>只保留每层的输入，反向传播时重新计算该层：内存只需一小部分，时间约多三分之一</translation>
    </message>
    <message>
        <source>Of weights and gradients, and the similarities of a batch; 0 keeps none</source>
        <translation>权重与梯度的直方图，以及一个批次的相似度；0 表示不保留</translation>
    </message>
    <message>
        <source>Recompute layers</source>
        <translation>重算各层</translation>
    </message>
    <message>
        <source>Share the optimiser</source>
        <translation>分摊优化器</translation>
    </message>
    <message>
        <source>With several processes each keeps the moments of its part of the weights (ZeRO-1): less memory, checkpoints stay the same</source>
        <translation>多进程时，每个进程只保存自己那部分权重的动量（ZeRO-1）：更省内存，检查点不变</translation>
    </message>
</context>
<context>
    <name>unimo::bridge::BlindScores</name>
    <message>
        <source>Text-only scores of %1</source>
        <translation>%1 的纯文本得分</translation>
    </message>
</context>
<context>
    <name>unimo::bridge::DryRun</name>
    <message>
        <source>Dry run of %1</source>
        <translation>试运行 %1</translation>
    </message>
</context>
<context>
    <name>unimo::bridge::ResumeCheck</name>
    <message>
        <source>There is no complete checkpoint.</source>
        <translation>没有完整的检查点。</translation>
    </message>
    <message>
        <source>The checkpoint does not say what it was made with.</source>
        <translation>该检查点没有记录它是在什么条件下产生的。</translation>
    </message>
    <message>
        <source>The program is another version: %1, now %2.</source>
        <translation>程序版本不同：当时 %1，现在 %2。</translation>
    </message>
    <message>
        <source>The data has changed since.</source>
        <translation>数据在此之后有改动。</translation>
    </message>
    <message>
        <source>The recipe was changed.</source>
        <translation>配方已被改动。</translation>
    </message>
    <message>
        <source>It would run on another device: %1, now %2.</source>
        <translation>将在另一种设备上运行：当时 %1，现在 %2。</translation>
    </message>
    <message>
        <source>The processor is another: %1, now %2.</source>
        <translation>处理器不同：当时 %1，现在 %2。</translation>
    </message>
    <message>
        <source>It would compute in another precision: %1, now %2.</source>
        <translation>计算精度将不同：当时 %1，现在 %2。</translation>
    </message>
    <message>
        <source>It would use another number of threads: %1, now %2.</source>
        <translation>线程数将不同：当时 %1，现在 %2。</translation>
    </message>
    <message>
        <source>It would run in another number of processes: %1, now %2.</source>
        <translation>进程数将不同：当时 %1，现在 %2。</translation>
    </message>
    <message>
        <source>Sums on a GPU come in no fixed order.</source>
        <translation>GPU 上求和的次序不固定。</translation>
    </message>
    <message>
        <source>The run ends by time, and its learning rate follows the clock.</source>
        <translation>该运行按时间结束，学习率随时钟变化。</translation>
    </message>
    <message>
        <source>✓ Resumes exactly</source>
        <translation>✓ 可精确续训</translation>
    </message>
    <message>
        <source>≈ Resumes, not exactly</source>
        <translation>≈ 可续训，但不精确</translation>
    </message>
    <message>
        <source>Continued from its last checkpoint, the run gives the same numbers bit for bit as if it had never stopped.</source>
        <translation>从最后一个检查点继续，结果与从未中断时逐位相同。</translation>
    </message>
    <message>
        <source>Continued from its last checkpoint, the run goes on, but its numbers will differ from those of a run that never stopped:</source>
        <translation>从最后一个检查点可以继续，但数值会与从未中断的运行不同：</translation>
    </message>
</context>
<context>
    <name>unimo::bridge::RunPoller</name>
    <message>
        <source>%1 is too large to be searched whole: its first %2 runs are listed</source>
        <translation>%1 过大，无法全部搜索：仅列出前 %2 个训练</translation>
    </message>
</context>
<context>
    <name>unimo::bridge::Workspace</name>
    <message>
        <source>1 sample</source>
        <translation>1 个样本</translation>
    </message>
    <message>
        <source>%1 samples</source>
        <translation>%1 个样本</translation>
    </message>
    <message>
        <source>Moved %1 to trash</source>
        <translation>已将 %1移到回收站</translation>
    </message>
    <message>
        <source>Moved %1 to split %2</source>
        <translation>已将 %1移到划分 %2</translation>
    </message>
    <message>
        <source>Changed a caption</source>
        <translation>已修改一条描述</translation>
    </message>
    <message>
        <source>Took back the mark of %1</source>
        <translation>已取消 %1的标记</translation>
    </message>
    <message>
        <source>Marked %1, left out of training</source>
        <translation>已标记 %1，不用于训练</translation>
    </message>
    <message>
        <source>a rewrite</source>
        <translation>1 条改写</translation>
    </message>
    <message>
        <source>%1 rewrites</source>
        <translation>%1 条改写</translation>
    </message>
    <message>
        <source>Changed the rule %1</source>
        <translation>已修改规则 %1</translation>
    </message>
    <message>
        <source>Took back the mark of %1 retrieved</source>
        <translation>已取消 %1 条检索结果的标记</translation>
    </message>
    <message>
        <source>Marked %1 retrieved, left out of training</source>
        <translation>已标记 %1 条检索结果，不用于训练</translation>
    </message>
    <message>
        <source>Undone: %1</source>
        <translation>已撤销：%1</translation>
    </message>
    <message>
        <source>Done again: %1</source>
        <translation>已重做：%1</translation>
    </message>
    <message>
        <source>Import of %1</source>
        <translation>导入 %1</translation>
    </message>
    <message>
        <source>Import of %1 files</source>
        <translation>导入 %1 个文件</translation>
    </message>
    <message>
        <source>the run %1</source>
        <translation>训练 %1</translation>
    </message>
    <message>
        <source>%1 runs</source>
        <translation>%1 个训练</translation>
    </message>
    <message>
        <source>The run %1 has its folder&apos;s name again</source>
        <translation>训练 %1 恢复使用文件夹的名称</translation>
    </message>
    <message>
        <source>Renamed the run %1 to %2</source>
        <translation>已将训练 %1 重命名为 %2</translation>
    </message>
    <message>
        <source>Archived %1</source>
        <translation>已归档%1</translation>
    </message>
    <message>
        <source>Took %1 out of the archive</source>
        <translation>已将%1移出归档</translation>
    </message>
    <message>
        <source>Moved %1 to the trash</source>
        <translation>已将%1移到回收站</translation>
    </message>
    <message>
        <source>Took the run %1 out of the trash</source>
        <translation>已从回收站恢复训练 %1</translation>
    </message>
    <message>
        <source>Opened the event files of %1</source>
        <translation>已打开 %1 的事件文件</translation>
    </message>
    <message>
        <source>Opened the event files of %1 folders</source>
        <translation>已打开 %1 个文件夹的事件文件</translation>
    </message>
    <message>
        <source>Removed %1 from the list</source>
        <translation>已将%1移出列表</translation>
    </message>
    <message>
        <source>Tagged %1 “%2”</source>
        <translation>已为 %1 添加标签“%2”</translation>
    </message>
    <message>
        <source>Took the tag “%2” from %1</source>
        <translation>已从 %1 移除标签“%2”</translation>
    </message>
    <message>
        <source>Took the rating from %1</source>
        <translation>已取消 %1 的评分</translation>
    </message>
    <message>
        <source>Rated %1 with %2</source>
        <translation>已将 %1 评为 %2 分</translation>
    </message>
    <message>
        <source>Added a caption</source>
        <translation>已添加一条描述</translation>
    </message>
    <message>
        <source>Added %1 captions</source>
        <translation>已添加 %1 条描述</translation>
    </message>
    <message>
        <source>Deleted a caption</source>
        <translation>已删除一条描述</translation>
    </message>
    <message>
        <source>Added a question</source>
        <translation>已添加一个问题</translation>
    </message>
    <message>
        <source>Changed a question</source>
        <translation>已修改一个问题</translation>
    </message>
    <message>
        <source>Deleted a question</source>
        <translation>已删除一个问题</translation>
    </message>
    <message>
        <source>Saved the view “%1”</source>
        <translation>已保存视图“%1”</translation>
    </message>
    <message>
        <source>Deleted the view “%1”</source>
        <translation>已删除视图“%1”</translation>
    </message>
    <message>
        <source>Checked %1 pictures: %2 look like another, %3 of them in another split; %4 cannot be read; %5 samples with a faulty caption</source>
        <translation>已检查 %1 张图片：%2 张与其他图片相似，其中 %3 张的相似图片在另一划分中；%4 张无法读取；%5 个样本的描述有问题</translation>
    </message>
    <message>
        <source>Scored %1 pairs; in %2 of %3 a negative is preferred to the caption</source>
        <translation>已为 %1 对样本打分；在 %3 对中有 %2 对的负例得分高于描述</translation>
    </message>
    <message>
        <source>Check of the data</source>
        <translation>检查数据</translation>
    </message>
    <message>
        <source>Scoring by all checkpoints of a run</source>
        <translation>用训练的所有检查点打分</translation>
    </message>
    <message>
        <source>Scoring by a checkpoint</source>
        <translation>用检查点打分</translation>
    </message>
    <message>
        <source>Queued a run of %1</source>
        <translation>已将一次 %1 的运行加入队列</translation>
    </message>
    <message>
        <source>Queued the run %1</source>
        <translation>已将运行 %1 加入队列</translation>
    </message>
    <message>
        <source>Took the run %1 out of the queue</source>
        <translation>已将运行 %1 移出队列</translation>
    </message>
    <message>
        <source>Moved the run %1 in the queue</source>
        <translation>已在队列中移动运行 %1</translation>
    </message>
    <message>
        <source>Paused the queue</source>
        <translation>已暂停队列</translation>
    </message>
    <message>
        <source>The queue goes on</source>
        <translation>队列继续</translation>
    </message>
    <message>
        <source>Measuring the trash</source>
        <translation>正在统计回收站</translation>
    </message>
    <message>
        <source>Emptying the trash</source>
        <translation>正在清空回收站</translation>
    </message>
    <message>
        <source>Deleted %1 runs for good</source>
        <translation>已永久删除 %1 次运行</translation>
    </message>
    <message>
        <source>Drew a box</source>
        <translation>已画一个框</translation>
    </message>
    <message>
        <source>Changed a box</source>
        <translation>已修改一个框</translation>
    </message>
    <message>
        <source>Deleted a box</source>
        <translation>已删除一个框</translation>
    </message>
    <message>
        <source>Nothing new to propose: the data has it, or it was proposed before</source>
        <translation>没有新的建议：数据中已有，或之前已经建议过</translation>
    </message>
    <message>
        <source>Kept a proposal</source>
        <translation>已保留 1 条建议</translation>
    </message>
    <message>
        <source>Kept %1 proposals</source>
        <translation>已保留 %1 条建议</translation>
    </message>
    <message>
        <source>Accepted a proposal</source>
        <translation>已接受 1 条建议</translation>
    </message>
    <message>
        <source>Accepted %1 proposals</source>
        <translation>已接受 %1 条建议</translation>
    </message>
    <message>
        <source>Rejected a proposal</source>
        <translation>已拒绝 1 条建议</translation>
    </message>
    <message>
        <source>Rejected %1 proposals</source>
        <translation>已拒绝 %1 条建议</translation>
    </message>
    <message>
        <source>Named the version “%1”</source>
        <translation>已将版本命名为“%1”</translation>
    </message>
    <message>
        <source>Took away the version&apos;s name “%1”</source>
        <translation>已去掉版本名“%1”</translation>
    </message>
    <message>
        <source>Captions proposed by the checkpoint</source>
        <translation>由检查点建议描述</translation>
    </message>
    <message>
        <source>Answers proposed by the checkpoint</source>
        <translation>由检查点建议回答</translation>
    </message>
    <message>
        <source>Boxes proposed by the checkpoint</source>
        <translation>由检查点建议框</translation>
    </message>
    <message>
        <source>%1 of %2 samples could not be asked about, the first because %3</source>
        <translation>%2 个样本中有 %1 个无法询问，第一个的原因：%3</translation>
    </message>
    <message>
        <source>What the checkpoint proposed was not kept: another project was opened meanwhile</source>
        <translation>检查点的建议未保留：期间打开了另一个项目</translation>
    </message>
</context>
<context>
    <name>unimo::look::PictureView</name>
    <message>
        <source>Picture</source>
        <translation>图片</translation>
    </message>
</context>
<context>
    <name>unimo::models::AugmentationList</name>
    <message>
        <source>Split</source>
        <translation>划分</translation>
    </message>
    <message>
        <source>The split that is listed</source>
        <translation>列出的划分</translation>
    </message>
    <message>
        <source>Words in the caption</source>
        <translation>描述中的词</translation>
    </message>
    <message>
        <source>Search captions</source>
        <translation>搜索描述</translation>
    </message>
</context>
<context>
    <name>unimo::models::AugmentationModel</name>
    <message>
        <source>Caption</source>
        <translation>描述</translation>
    </message>
    <message>
        <source>Used</source>
        <translation>已用</translation>
    </message>
    <message>
        <source>Marked</source>
        <translation>已标记</translation>
    </message>
    <message>
        <source>Rejected</source>
        <translation>已排除</translation>
    </message>
    <message>
        <source>The caption</source>
        <translation>描述文本</translation>
    </message>
    <message>
        <source>How many are trained on</source>
        <translation>用于训练的数量</translation>
    </message>
    <message>
        <source>How many a person marked: they are left out of training</source>
        <translation>人工标记的数量：不用于训练</translation>
    </message>
    <message>
        <source>How many failed a check when they were made</source>
        <translation>生成时未通过检查的数量</translation>
    </message>
</context>
<context>
    <name>unimo::models::SampleDelegate</name>
    <message>
        <source>Cannot be read</source>
        <translation>无法读取</translation>
    </message>
</context>
<context>
    <name>unimo::models::SampleModel</name>
    <message>
        <source>Measured by: %1</source>
        <translation>测量来源：%1</translation>
    </message>
    <message>
        <source>Sample</source>
        <translation>样本</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>编号</translation>
    </message>
    <message>
        <source>Split</source>
        <translation>划分</translation>
    </message>
    <message>
        <source>Collection</source>
        <translation>来源集合</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>尺寸</translation>
    </message>
    <message>
        <source>Captions</source>
        <translation>描述生成</translation>
    </message>
    <message>
        <source>Rating</source>
        <translation>评分</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>标签</translation>
    </message>
</context>
<context>
    <name>unimo::panels::AnswerBars</name>
    <message>
        <source>Answers</source>
        <translation>答案</translation>
    </message>
    <message>
        <source>%1 %2 %</source>
        <translation>%1 %2 %</translation>
    </message>
    <message>
        <source>%1  ✓ known answer</source>
        <translation>%1  ✓ 已知答案</translation>
    </message>
    <message>
        <source>new</source>
        <translation>新</translation>
    </message>
    <message>
        <source>Click an answer to see why (arrow keys and Enter)</source>
        <translation>点击答案查看依据（也可用方向键和回车）</translation>
    </message>
</context>
<context>
    <name>unimo::panels::AskTab</name>
    <message>
        <source>Ask</source>
        <translation>提问</translation>
    </message>
    <message>
        <source>Ask a question about the picture</source>
        <translation>就图片提问</translation>
    </message>
    <message>
        <source>Question</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>Ask this</source>
        <translation>提出此问题</translation>
    </message>
    <message>
        <source>Known answer: %1</source>
        <translation>已知答案：%1</translation>
    </message>
    <message>
        <source>Asking…</source>
        <translation>正在提问…</translation>
    </message>
    <message>
        <source>The model gave no answer</source>
        <translation>模型没有给出答案</translation>
    </message>
    <message>
        <source>Answered in %1. Click an answer to see why.</source>
        <translation>用时 %1。点击答案查看依据。</translation>
    </message>
</context>
<context>
    <name>unimo::panels::AttentionGrid</name>
    <message>
        <source>Layers and heads</source>
        <translation>层与注意力头</translation>
    </message>
    <message>
        <source>Layer %1, head %2: %3 % of the attention crosses between picture and text</source>
        <translation>第 %1 层，第 %2 个头：%3 % 的注意力跨越图片与文本</translation>
    </message>
    <message>
        <source>Mean over the heads of layer %1</source>
        <translation>第 %1 层各头的平均</translation>
    </message>
    <message>
        <source>Mean over the layers of head %1</source>
        <translation>第 %1 个头各层的平均</translation>
    </message>
    <message>
        <source>Layers from top to bottom, heads from left to right; arrow keys move</source>
        <translation>自上而下为层，自左而右为头；方向键移动</translation>
    </message>
</context>
<context>
    <name>unimo::panels::BatchModel</name>
    <message>
        <source>Of the answer; of a caption the geometric mean of its tokens&apos; probabilities</source>
        <translation>答案的概率；描述则为其各词元概率的几何平均</translation>
    </message>
    <message>
        <source>Sample</source>
        <translation>样本</translation>
    </message>
    <message>
        <source>Question</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>The model says</source>
        <translation>模型的回答</translation>
    </message>
    <message>
        <source>Probability</source>
        <translation>概率</translation>
    </message>
    <message>
        <source>Known</source>
        <translation>已知</translation>
    </message>
</context>
<context>
    <name>unimo::panels::BatchTab</name>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>What the model says of the selected samples</source>
        <translation>模型对所选样本的回答</translation>
    </message>
    <message>
        <source>Captions</source>
        <translation>描述</translation>
    </message>
    <message>
        <source>Answers</source>
        <translation>答案</translation>
    </message>
    <message>
        <source>What is asked of every sample</source>
        <translation>对每个样本询问的内容</translation>
    </message>
    <message>
        <source>Captions are written as chosen in Caption</source>
        <translation>描述按“描述”页中的选择生成</translation>
    </message>
    <message>
        <source>Each sample&apos;s own questions</source>
        <translation>每个样本自己的问题</translation>
    </message>
    <message>
        <source>One question for all; empty: the questions that each sample has</source>
        <translation>对所有样本问同一个问题；留空则用每个样本自己的问题</translation>
    </message>
    <message>
        <source>Question about every sample</source>
        <translation>对每个样本的问题</translation>
    </message>
    <message>
        <source>Save the table…</source>
        <translation>保存表格…</translation>
    </message>
    <message>
        <source>Save all rows as CSV or JSON</source>
        <translation>将所有行保存为 CSV 或 JSON</translation>
    </message>
    <message>
        <source>Give the samples these captions too; undo takes them away again</source>
        <translation>把这些描述也加到样本上；撤销即可移除</translation>
    </message>
    <message>
        <source>Ask about 1 sample</source>
        <translation>询问 1 个样本</translation>
    </message>
    <message>
        <source>Ask about %1 samples</source>
        <translation>询问 %1 个样本</translation>
    </message>
    <message>
        <source>Select samples in Data or Map to ask about all of them</source>
        <translation>在“数据”或“嵌入图”中选择样本，即可一并询问</translation>
    </message>
    <message>
        <source>%1 of %2 samples asked</source>
        <translation>已询问 %1 / %2 个样本</translation>
    </message>
    <message>
        <source>1 sample asked</source>
        <translation>已询问 1 个样本</translation>
    </message>
    <message>
        <source>%1 samples asked</source>
        <translation>已询问 %1 个样本</translation>
    </message>
    <message>
        <source>; %1 of %2 answers as known</source>
        <translation>；%2 个答案中有 %1 个与已知一致</translation>
    </message>
    <message>
        <source>Stopped after %1 of %2 samples</source>
        <translation>已停止，完成 %1 / %2 个样本</translation>
    </message>
    <message>
        <source>Add 1 caption to the data</source>
        <translation>将 1 条描述加入数据</translation>
    </message>
    <message>
        <source>Add %1 captions to the data</source>
        <translation>将 %1 条描述加入数据</translation>
    </message>
    <message>
        <source>Add the captions to the data</source>
        <translation>将描述加入数据</translation>
    </message>
    <message>
        <source>1 caption added</source>
        <translation>已添加 1 条描述</translation>
    </message>
    <message>
        <source>%1 captions added</source>
        <translation>已添加 %1 条描述</translation>
    </message>
    <message>
        <source>Save the table</source>
        <translation>保存表格</translation>
    </message>
    <message>
        <source>CSV (*.csv);;JSON (*.json)</source>
        <translation>CSV (*.csv);;JSON (*.json)</translation>
    </message>
    <message>
        <source>Saved as %1</source>
        <translation>已保存为 %1</translation>
    </message>
    <message>
        <source>Keep as proposals</source>
        <translation>保留为建议</translation>
    </message>
    <message>
        <source>Keep them apart from the data, to accept or reject one by one in Data</source>
        <translation>与数据分开保存，在“数据”中逐条接受或拒绝</translation>
    </message>
    <message>
        <source>Kept apart from the data: accept or reject them in Data</source>
        <translation>已与数据分开保存：请在“数据”中接受或拒绝</translation>
    </message>
</context>
<context>
    <name>unimo::panels::BoxEditor</name>
    <message>
        <source>Picture with its boxes</source>
        <translation>图片及其框</translation>
    </message>
    <message>
        <source>Tab chooses a box, arrows move it, Shift with arrows resizes it, Insert draws one, Del deletes it, Enter labels it</source>
        <translation>Tab 选择框，方向键移动，Shift 加方向键改变大小，Insert 画一个框，Del 删除，Enter 写标签</translation>
    </message>
    <message>
        <source>%1?</source>
        <translation>%1？</translation>
    </message>
</context>
<context>
    <name>unimo::panels::CameraView</name>
    <message>
        <source>Look again</source>
        <translation>再找一次</translation>
    </message>
    <message>
        <source>Take the picture</source>
        <translation>拍下这张</translation>
    </message>
    <message>
        <source>Camera</source>
        <translation>摄像头</translation>
    </message>
    <message>
        <source>What the camera sees</source>
        <translation>摄像头看到的画面</translation>
    </message>
    <message>
        <source>Which camera</source>
        <translation>哪个摄像头</translation>
    </message>
    <message>
        <source>Ask about what is seen now (Space)</source>
        <translation>询问当前画面（空格）</translation>
    </message>
    <message>
        <source>Turn it off</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Back to the picture before (Esc)</source>
        <translation>回到之前的图片（Esc）</translation>
    </message>
    <message>
        <source>Open a video file…</source>
        <translation>打开视频文件…</translation>
    </message>
    <message>
        <source>Back to the picture</source>
        <translation>回到图片</translation>
    </message>
    <message>
        <source>No camera was found on this machine. Plug one in and look again; the pictures of a video file can be asked about as well.</source>
        <translation>本机没有找到摄像头。接上后再找一次；也可以询问视频文件中的画面。</translation>
    </message>
    <message>
        <source>Waiting for the first picture…</source>
        <translation>正在等待第一帧画面…</translation>
    </message>
    <message>
        <source>Open a video file</source>
        <translation>打开视频文件</translation>
    </message>
    <message>
        <source>Videos (*.avi *.mkv *.mov *.mp4 *.webm)</source>
        <translation>视频 (*.avi *.mkv *.mov *.mp4 *.webm)</translation>
    </message>
</context>
<context>
    <name>unimo::panels::CaptionCards</name>
    <message>
        <source>Score: log-probability, normalised by length; nearer to 0 is surer</source>
        <translation>得分：按长度归一化的对数概率；越接近 0 越有把握</translation>
    </message>
    <message>
        <source>Drawn %1 times</source>
        <translation>抽到 %1 次</translation>
    </message>
    <message>
        <source>Why this caption: show the evidence</source>
        <translation>为何是这条描述：显示依据</translation>
    </message>
    <message>
        <source>Copy this caption</source>
        <translation>复制这条描述</translation>
    </message>
</context>
<context>
    <name>unimo::panels::CaptionSection</name>
    <message>
        <source>Shorter than 3 words</source>
        <translation>少于 3 个词</translation>
    </message>
    <message>
        <source>Longer than 80 words</source>
        <translation>多于 80 个词</translation>
    </message>
    <message>
        <source>One word over and over</source>
        <translation>同一个词反复出现</translation>
    </message>
    <message>
        <source>All in capital letters</source>
        <translation>全部为大写字母</translation>
    </message>
    <message>
        <source>HTML in it</source>
        <translation>含有 HTML</translation>
    </message>
    <message>
        <source>A web or mail address in it</source>
        <translation>含有网址或邮箱地址</translation>
    </message>
    <message>
        <source>Letters that were read wrongly</source>
        <translation>含有乱码</translation>
    </message>
    <message>
        <source>and %1 more</source>
        <translation>另有 %1 项</translation>
    </message>
    <message>
        <source>Add a caption</source>
        <translation>添加描述</translation>
    </message>
    <message>
        <source>1 caption</source>
        <translation>1 条描述</translation>
    </message>
    <message>
        <source>%1 captions</source>
        <translation>%1 条描述</translation>
    </message>
    <message>
        <source>Caption</source>
        <translation>描述</translation>
    </message>
    <message>
        <source>Delete this caption</source>
        <translation>删除此描述</translation>
    </message>
</context>
<context>
    <name>unimo::panels::CaptionTab</name>
    <message>
        <source>Beams</source>
        <translation>束宽</translation>
    </message>
    <message>
        <source>Beams: candidates kept at each word; 1 takes the likeliest word each time</source>
        <translation>束宽：每个词处保留的候选数；1 表示每次取最可能的词</translation>
    </message>
    <message>
        <source>Longest</source>
        <translation>最大长度</translation>
    </message>
    <message>
        <source>The most tokens a caption may have</source>
        <translation>一条描述的词元数上限</translation>
    </message>
    <message>
        <source>Writing captions…</source>
        <translation>正在生成描述…</translation>
    </message>
    <message>
        <source>The model gave no caption</source>
        <translation>模型没有给出描述</translation>
    </message>
    <message>
        <source>%1 captions in %2. The bar under a word shows how sure the model was of it.</source>
        <translation>%1 条描述，用时 %2。词下的横条表示模型对该词的把握程度。</translation>
    </message>
    <message>
        <source>Captions</source>
        <translation>描述</translation>
    </message>
    <message>
        <source>How many captions are drawn</source>
        <translation>抽取多少条描述</translation>
    </message>
    <message>
        <source>Top-p</source>
        <translation>Top-p</translation>
    </message>
    <message>
        <source>Words are drawn from the likeliest ones that make up this share of the probability; 0 takes the likeliest word each time</source>
        <translation>从合计占此概率份额的最可能的词中抽取；0 表示每次取最可能的词</translation>
    </message>
    <message>
        <source>Temperature</source>
        <translation>温度</translation>
    </message>
    <message>
        <source>Below 1 likely words become likelier, above 1 captions vary more</source>
        <translation>低于 1 时可能的词更可能，高于 1 时描述更多样</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>种子</translation>
    </message>
    <message>
        <source>The same seed draws the same captions</source>
        <translation>相同的种子抽取相同的描述</translation>
    </message>
    <message>
        <source>Beam search</source>
        <translation>束搜索</translation>
    </message>
    <message>
        <source>Sampling</source>
        <translation>采样</translation>
    </message>
    <message>
        <source>How captions are written</source>
        <translation>描述的生成方式</translation>
    </message>
    <message>
        <source>Beam search finds the likeliest captions, sampling draws varied ones</source>
        <translation>束搜索找出最可能的描述，采样抽取多样的描述</translation>
    </message>
    <message>
        <source>Draw others: the next seed</source>
        <translation>换一批：下一个种子</translation>
    </message>
    <message>
        <source>Retry with %1 captions</source>
        <translation>改为 %1 条描述重试</translation>
    </message>
    <message>
        <source>Retry with %1 beams</source>
        <translation>改为束宽 %1 重试</translation>
    </message>
</context>
<context>
    <name>unimo::panels::ChangedRowsModel</name>
    <message>
        <source>+ used again</source>
        <translation>+ 重新使用</translation>
    </message>
    <message>
        <source>− left out</source>
        <translation>− 不再使用</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>变化</translation>
    </message>
    <message>
        <source>Score</source>
        <translation>得分</translation>
    </message>
    <message>
        <source>Rewrite</source>
        <translation>改写</translation>
    </message>
</context>
<context>
    <name>unimo::panels::ChartGrid</name>
    <message>
        <source>Charts</source>
        <translation>图表</translation>
    </message>
    <message>
        <source>other</source>
        <translation>其他</translation>
    </message>
    <message>
        <source>The runs have more than %1 tags: those that came later are not shown</source>
        <translation>训练的标签超过 %1 个：之后出现的不再显示</translation>
    </message>
</context>
<context>
    <name>unimo::panels::ConfusionTab</name>
    <message>
        <source>Classes</source>
        <translation>类别数</translation>
    </message>
    <message>
        <source>How many classes are shown, the most frequent first; the others count as one</source>
        <translation>显示多少个类别，最常见的在前；其余合并为一类</translation>
    </message>
    <message>
        <source>Save…</source>
        <translation>保存…</translation>
    </message>
    <message>
        <source>Save the matrix as PNG, SVG, PDF or CSV</source>
        <translation>将矩阵保存为 PNG、SVG、PDF 或 CSV</translation>
    </message>
    <message>
        <source>other</source>
        <translation>其他</translation>
    </message>
    <message>
        <source>(empty)</source>
        <translation>（空）</translation>
    </message>
    <message>
        <source>Gold</source>
        <translation>标准答案</translation>
    </message>
    <message>
        <source>Prediction</source>
        <translation>预测</translation>
    </message>
    <message>
        <source>Save the confusion matrix</source>
        <translation>保存混淆矩阵</translation>
    </message>
    <message>
        <source>PNG (*.png);;SVG (*.svg);;PDF (*.pdf);;Counts as CSV (*.csv)</source>
        <translation>PNG (*.png);;SVG (*.svg);;PDF (*.pdf);;计数存为 CSV (*.csv)</translation>
    </message>
    <message>
        <source>Saved %1</source>
        <translation>已保存 %1</translation>
    </message>
</context>
<context>
    <name>unimo::panels::DataPanel</name>
    <message>
        <source>Split</source>
        <translation>划分</translation>
    </message>
    <message>
        <source>Only the samples of one split</source>
        <translation>仅显示一个划分的样本</translation>
    </message>
    <message>
        <source>Thumbnail size</source>
        <translation>缩略图大小</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>导入</translation>
    </message>
    <message>
        <source>Import a folder of pictures and captions (Ctrl+I)</source>
        <translation>导入图片与描述文件夹 (Ctrl+I)</translation>
    </message>
    <message>
        <source>All splits</source>
        <translation>全部划分</translation>
    </message>
    <message>
        <source>1 sample</source>
        <translation>1 个样本</translation>
    </message>
    <message>
        <source>%1 samples</source>
        <translation>%1 个样本</translation>
    </message>
    <message>
        <source>A project&apos;s pictures and texts appear here.</source>
        <translation>项目的图片和文本显示在这里。</translation>
    </message>
    <message>
        <source>Open a project</source>
        <translation>打开项目</translation>
    </message>
    <message>
        <source>Nothing in this project yet. Drop a folder of pictures and captions here, or a CSV or JSON file.</source>
        <translation>此项目中还没有内容。请将图片与描述文件夹或 CSV、JSON 文件拖到此处。</translation>
    </message>
    <message>
        <source>Import a folder</source>
        <translation>导入文件夹</translation>
    </message>
    <message>
        <source>Clear the search</source>
        <translation>清除搜索</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Delete	Del</source>
        <translation>删除	Del</translation>
    </message>
    <message>
        <source>Order</source>
        <translation>排序</translation>
    </message>
    <message>
        <source>What the samples are ordered by</source>
        <translation>样本的排序依据</translation>
    </message>
    <message>
        <source>Highest first</source>
        <translation>从高到低</translation>
    </message>
    <message>
        <source>Lowest or highest first</source>
        <translation>从低到高或从高到低</translation>
    </message>
    <message>
        <source>Table</source>
        <translation>表格</translation>
    </message>
    <message>
        <source>As a table with all measures</source>
        <translation>以表格显示所有测量值</translation>
    </message>
    <message>
        <source>Checks</source>
        <translation>检查</translation>
    </message>
    <message>
        <source>Find faults of the data; score it by a checkpoint</source>
        <translation>查找数据中的问题；用检查点打分</translation>
    </message>
    <message>
        <source>Check the data</source>
        <translation>检查数据</translation>
    </message>
    <message>
        <source>Broken, blurred, dark and like pictures; like ones in another split; repeated and faulty captions</source>
        <translation>损坏、模糊、过暗和相似的图片；在另一划分中有相似图片的样本；重复和有问题的描述</translation>
    </message>
    <message>
        <source>Score what is shown by the checkpoint</source>
        <translation>用检查点为所示样本打分</translation>
    </message>
    <message>
        <source>How well each caption fits its picture, by how much it beats its negatives, and the loss</source>
        <translation>每条描述与图片的匹配程度、领先其负例的幅度以及损失</translation>
    </message>
    <message>
        <source>Score what is shown by the whole run</source>
        <translation>用整个训练为所示样本打分</translation>
    </message>
    <message>
        <source>The same, and how it changed over the run&apos;s checkpoints: drift, and how often it was forgotten</source>
        <translation>同上，并给出在各检查点间的变化：漂移，以及被遗忘的次数</translation>
    </message>
    <message>
        <source>There is no checkpoint to score with yet: train first.</source>
        <translation>还没有可用来打分的检查点：请先训练。</translation>
    </message>
    <message>
        <source>As imported</source>
        <translation>按导入顺序</translation>
    </message>
    <message>
        <source>By rating</source>
        <translation>按评分</translation>
    </message>
    <message>
        <source>By width</source>
        <translation>按宽度</translation>
    </message>
    <message>
        <source>By height</source>
        <translation>按高度</translation>
    </message>
    <message>
        <source>By %1</source>
        <translation>按 %1</translation>
    </message>
    <message>
        <source>No sample is like that.</source>
        <translation>没有这样的样本。</translation>
    </message>
    <message>
        <source>Rating</source>
        <translation>评分</translation>
    </message>
    <message>
        <source>None	0</source>
        <translation>无	0</translation>
    </message>
    <message>
        <source>Tag</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>Take away a tag</source>
        <translation>移除标签</translation>
    </message>
    <message>
        <source>Another tag…	T</source>
        <translation>其他标签…	T</translation>
    </message>
    <message>
        <source>One sample</source>
        <translation>单个样本</translation>
    </message>
    <message>
        <source>One sample by itself: draw and change its boxes (B)</source>
        <translation>单独显示一个样本：绘制和修改框（B）</translation>
    </message>
    <message>
        <source>Versions</source>
        <translation>版本</translation>
    </message>
    <message>
        <source>Name versions of the data, and see what changed between two</source>
        <translation>为数据版本命名，并查看两个版本之间的变化</translation>
    </message>
    <message>
        <source>Open a project first.</source>
        <translation>请先打开项目。</translation>
    </message>
</context>
<context>
    <name>unimo::panels::DeviceView</name>
    <message>
        <source>%1 of %2</source>
        <translation>%1 / %2</translation>
    </message>
    <message>
        <source>No program computes on it.</source>
        <translation>没有程序在其上计算。</translation>
    </message>
    <message>
        <source>%1 more</source>
        <translation>另有 %1 个</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>自动</translation>
    </message>
    <message>
        <source>A GPU when there is one, else the processor</source>
        <translation>有 GPU 时用 GPU，否则用处理器</translation>
    </message>
    <message>
        <source>Processor</source>
        <translation>处理器</translation>
    </message>
    <message>
        <source>Trains on the processor&apos;s cores</source>
        <translation>在处理器核心上训练</translation>
    </message>
    <message>
        <source>Busy</source>
        <translation>占用</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>内存</translation>
    </message>
    <message>
        <source>GPU</source>
        <translation>GPU</translation>
    </message>
    <message>
        <source>Trains on the first NVIDIA GPU</source>
        <translation>在第一块 NVIDIA GPU 上训练</translation>
    </message>
    <message>
        <source>No NVIDIA GPU was found.</source>
        <translation>未找到 NVIDIA GPU。</translation>
    </message>
    <message>
        <source>%1 of %2 cores</source>
        <translation>%1（%2 核）</translation>
    </message>
</context>
<context>
    <name>unimo::panels::DryRunView</name>
    <message>
        <source>Dry run</source>
        <translation>试运行</translation>
    </message>
    <message>
        <source>Builds the model and runs a few steps without keeping anything: memory, speed, and when the run would end</source>
        <translation>构建模型并运行若干步，不保留任何结果：给出内存、速度以及运行何时结束</translation>
    </message>
    <message>
        <source>Trying…</source>
        <translation>正在试运行…</translation>
    </message>
    <message>
        <source>about %1</source>
        <translation>约 %1</translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>参数量</translation>
    </message>
    <message>
        <source>%1 million</source>
        <translation>%1 百万</translation>
    </message>
    <message>
        <source>A step</source>
        <translation>每步</translation>
    </message>
    <message>
        <source>%1 sequences, %2 tokens</source>
        <translation>%1 个序列，%2 个词元</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>内存</translation>
    </message>
    <message>
        <source>%1 GiB</source>
        <translation>%1 GiB</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>%1 s a step, %2 samples/s</source>
        <translation>每步 %1 秒，%2 样本/秒</translation>
    </message>
    <message>
        <source>Products</source>
        <translation>矩阵乘</translation>
    </message>
    <message>
        <source>%1 % of the device&apos;s rate</source>
        <translation>达到设备速率的 %1 %</translation>
    </message>
    <message>
        <source>%1 times as fast as a step</source>
        <translation>速度为训练步的 %1 倍</translation>
    </message>
    <message>
        <source>Loader</source>
        <translation>数据加载</translation>
    </message>
    <message>
        <source>Ends</source>
        <translation>结束</translation>
    </message>
    <message>
        <source>after %1, about step %2</source>
        <translation>%1 后，约第 %2 步</translation>
    </message>
    <message>
        <source>Not measured: %1.</source>
        <translation>未测量：%1。</translation>
    </message>
</context>
<context>
    <name>unimo::panels::EvaluatePanel</name>
    <message>
        <source>Measure checkpoint</source>
        <translation>评估检查点</translation>
    </message>
    <message>
        <source>Findings</source>
        <translation>结论</translation>
    </message>
    <message>
        <source>Checkpoints</source>
        <translation>检查点</translation>
    </message>
    <message>
        <source>All parts</source>
        <translation>全部类别</translation>
    </message>
    <message>
        <source>Part</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>Search figures</source>
        <translation>搜索评估项</translation>
    </message>
    <message>
        <source>Filter checkpoints</source>
        <translation>筛选检查点</translation>
    </message>
    <message>
        <source>Split to measure</source>
        <translation>要评估的划分</translation>
    </message>
    <message>
        <source>True boxes</source>
        <translation>真实框</translation>
    </message>
    <message>
        <source>Proposals</source>
        <translation>候选区域</translation>
    </message>
    <message>
        <source>Regions to measure with</source>
        <translation>评估所用的区域</translation>
    </message>
    <message>
        <source>The regions that pictures are seen by</source>
        <translation>模型观察图片所用的区域</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>导出…</translation>
    </message>
    <message>
        <source>Copy or save what the table shows</source>
        <translation>复制或保存表格中显示的内容</translation>
    </message>
    <message>
        <source>Copy as Markdown</source>
        <translation>复制为 Markdown</translation>
    </message>
    <message>
        <source>Figures</source>
        <translation>评估结果</translation>
    </message>
    <message>
        <source>Not read: %1</source>
        <translation>未能读取：%1</translation>
    </message>
    <message>
        <source>There is no checkpoint yet: train first</source>
        <translation>还没有检查点：请先训练</translation>
    </message>
    <message>
        <source>Measures %1: retrieval, questions, rewritten captions, captions and labelled tasks, beside their baselines</source>
        <translation>评估 %1：检索、问答、改写描述、描述生成和标注任务，并与各自基线对照</translation>
    </message>
    <message>
        <source>Open a project: what was measured of its checkpoints is compared here.</source>
        <translation>打开一个项目：其检查点的评估结果在这里对比。</translation>
    </message>
    <message>
        <source>The figures of every measured checkpoint are compared here. There is no checkpoint yet.</source>
        <translation>所有已评估检查点的结果在这里对比。目前还没有检查点。</translation>
    </message>
    <message>
        <source>Go to Train</source>
        <translation>前往训练</translation>
    </message>
    <message>
        <source>The figures of every measured checkpoint are compared here. None was measured yet.</source>
        <translation>所有已评估检查点的结果在这里对比。目前还没有评估过检查点。</translation>
    </message>
    <message>
        <source>Measure the checkpoint</source>
        <translation>评估此检查点</translation>
    </message>
    <message>
        <source>## No findings yet

`unimo reproduce --project %1` trains the paper&apos;s ablations on this project and compares them. Its tables and verdicts appear here while it works.</source>
        <translation>## 暂无结论

`unimo reproduce --project %1` 在此项目上训练论文的消融实验并加以对比。运行期间，其表格和结论显示在这里。</translation>
    </message>
    <message>
        <source>Measuring step %1</source>
        <translation>评估第 %1 步</translation>
    </message>
    <message>
        <source>Copied %1 rows as Markdown</source>
        <translation>已将 %1 行复制为 Markdown</translation>
    </message>
    <message>
        <source>Save the figures</source>
        <translation>保存评估结果</translation>
    </message>
    <message>
        <source>Saved %1</source>
        <translation>已保存 %1</translation>
    </message>
    <message>
        <source>Save as CSV, JSON or Markdown…</source>
        <translation>保存为 CSV、JSON 或 Markdown…</translation>
    </message>
    <message>
        <source>Choose a figure to see its examples, its slices and what was taken for what</source>
        <translation>选择一项评估结果，查看其样例、切片和混淆情况</translation>
    </message>
    <message>
        <source>Ask this checkpoint</source>
        <translation>询问此检查点</translation>
    </message>
    <message>
        <source>All panels ask step %1 of %2 now</source>
        <translation>现在所有面板都询问 %2 的第 %1 步</translation>
    </message>
    <message>
        <source>Measure again</source>
        <translation>重新评估</translation>
    </message>
    <message>
        <source>Comma-separated values (*.csv);;JSON (*.json);;Markdown (*.md)</source>
        <translation>逗号分隔值 (*.csv);;JSON (*.json);;Markdown (*.md)</translation>
    </message>
    <message>
        <source>The split that is measured. All of them in one evaluation become slices of it.</source>
        <translation>要测量的划分。选择全部划分时，它们在同一次评估中各成一个切片。</translation>
    </message>
</context>
<context>
    <name>unimo::panels::EvaluationDetail</name>
    <message>
        <source>step %1</source>
        <translation>第 %1 步</translation>
    </message>
    <message>
        <source>Select all wrong</source>
        <translation>选中全部错误样例</translation>
    </message>
    <message>
        <source>Slices</source>
        <translation>切片</translation>
    </message>
    <message>
        <source>Confusion</source>
        <translation>混淆矩阵</translation>
    </message>
    <message>
        <source>Compare with</source>
        <translation>对比</translation>
    </message>
    <message>
        <source>Another evaluation of the same figure, to compare with</source>
        <translation>用于对比的同一评估项的另一次评估</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>导出…</translation>
    </message>
    <message>
        <source>Save the examples or the slices that are shown</source>
        <translation>保存当前显示的样例或切片</translation>
    </message>
    <message>
        <source>Save the examples as CSV or JSON…</source>
        <translation>将样例保存为 CSV 或 JSON…</translation>
    </message>
    <message>
        <source>Save the slices as CSV or JSON…</source>
        <translation>将切片保存为 CSV 或 JSON…</translation>
    </message>
    <message>
        <source>Which examples</source>
        <translation>筛选样例</translation>
    </message>
    <message>
        <source>Which examples are listed</source>
        <translation>列出哪些样例</translation>
    </message>
    <message>
        <source>Search examples</source>
        <translation>搜索样例</translation>
    </message>
    <message>
        <source>Show all again (Esc)</source>
        <translation>重新显示全部 (Esc)</translation>
    </message>
    <message>
        <source>Select the samples of every wrong example in the list</source>
        <translation>选中列表中所有错误样例所属的样本</translation>
    </message>
    <message>
        <source>Examples</source>
        <translation>样例</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>无</translation>
    </message>
    <message>
        <source>%1 was measured before examples were kept. Measure it again to see them.</source>
        <translation>%1 评估时尚未保存样例。请重新评估以查看。</translation>
    </message>
    <message>
        <source>Measure again</source>
        <translation>重新评估</translation>
    </message>
    <message>
        <source>Reading the examples…</source>
        <translation>正在读取样例…</translation>
    </message>
    <message>
        <source>No example was kept for this figure.</source>
        <translation>此评估项没有保存样例。</translation>
    </message>
    <message>
        <source>Answers and classifications have classes; this figure has none</source>
        <translation>只有答案和分类任务有类别；此评估项没有</translation>
    </message>
    <message>
        <source>All examples</source>
        <translation>全部样例</translation>
    </message>
    <message>
        <source>Wrong</source>
        <translation>错误</translation>
    </message>
    <message>
        <source>Right here, wrong there</source>
        <translation>此处正确，对比方错误</translation>
    </message>
    <message>
        <source>Wrong here, right there</source>
        <translation>此处错误，对比方正确</translation>
    </message>
    <message>
        <source>Wrong in both</source>
        <translation>两者都错误</translation>
    </message>
    <message>
        <source>%1 examples</source>
        <translation>%1 个样例</translation>
    </message>
    <message>
        <source>%1 of %2 examples</source>
        <translation>%1 / %2 个样例</translation>
    </message>
    <message>
        <source>%1 wrong</source>
        <translation>%1 个错误</translation>
    </message>
    <message>
        <source>⚠ the data changed between the two evaluations</source>
        <translation>⚠ 两次评估之间数据有变化</translation>
    </message>
    <message>
        <source>%1 taken for %2</source>
        <translation>%1 被判为 %2</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>图片</translation>
    </message>
    <message>
        <source>Query asks another checkpoint than %1: choose that one by a right click on its figures</source>
        <translation>“查询”面板使用的检查点与 %1 不同：右键单击其评估结果即可选用该检查点</translation>
    </message>
    <message>
        <source>Selected %1 samples with %2 wrong examples</source>
        <translation>已选中 %1 个样本，含 %2 个错误样例</translation>
    </message>
    <message>
        <source>Save the slices</source>
        <translation>保存切片</translation>
    </message>
    <message>
        <source>Save the examples</source>
        <translation>保存样例</translation>
    </message>
    <message>
        <source>Comma-separated values (*.csv);;JSON (*.json)</source>
        <translation>逗号分隔值 (*.csv);;JSON (*.json)</translation>
    </message>
    <message>
        <source>Saved %1</source>
        <translation>已保存 %1</translation>
    </message>
</context>
<context>
    <name>unimo::panels::EvaluationTableModel</name>
    <message>
        <source>Retrieval</source>
        <translation>检索</translation>
    </message>
    <message>
        <source>VQA</source>
        <translation>VQA</translation>
    </message>
    <message>
        <source>Rewritten negatives</source>
        <translation>改写负例</translation>
    </message>
    <message>
        <source>Captions</source>
        <translation>描述生成</translation>
    </message>
    <message>
        <source>Labelled tasks</source>
        <translation>标注任务</translation>
    </message>
    <message>
        <source>Figure (%)</source>
        <translation>评估项 (%)</translation>
    </message>
    <message>
        <source>Metric</source>
        <translation>指标</translation>
    </message>
    <message>
        <source>step %1 · %2 · %3</source>
        <translation>第 %1 步 · %2 · %3</translation>
    </message>
</context>
<context>
    <name>unimo::panels::EvidenceView</name>
    <message>
        <source>Text that is explained</source>
        <translation>所解释的文本</translation>
    </message>
    <message>
        <source>Change a word and press Enter to see the score move</source>
        <translation>改动一个词并按回车，查看得分的变化</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>已停止</translation>
    </message>
    <message>
        <source>Save…</source>
        <translation>保存…</translation>
    </message>
    <message>
        <source>Save this evidence as JSON, CSV or a picture</source>
        <translation>将此依据保存为 JSON、CSV 或图片</translation>
    </message>
    <message>
        <source>Close the evidence</source>
        <translation>关闭依据</translation>
    </message>
    <message>
        <source>Attention</source>
        <translation>注意力</translation>
    </message>
    <message>
        <source>What each word and region looks at, in the layers and heads chosen</source>
        <translation>在所选的层和头中，每个词和区域关注什么</translation>
    </message>
    <message>
        <source>Gradient</source>
        <translation>梯度</translation>
    </message>
    <message>
        <source>Norm of gradient times input: what the score hangs on</source>
        <translation>梯度乘输入的范数：得分取决于什么</translation>
    </message>
    <message>
        <source>Left out</source>
        <translation>去除</translation>
    </message>
    <message>
        <source>How far the score falls (+) or rises (−) without the word or region</source>
        <translation>去除该词或区域后得分下降（+）或上升（−）多少</translation>
    </message>
    <message>
        <source>Layer</source>
        <translation>层</translation>
    </message>
    <message>
        <source>Attention of this layer; rollout follows it through all layers</source>
        <translation>这一层的注意力；Rollout 贯穿所有层</translation>
    </message>
    <message>
        <source>Head</source>
        <translation>头</translation>
    </message>
    <message>
        <source>Attention of this head</source>
        <translation>这个头的注意力</translation>
    </message>
    <message>
        <source>Why this caption</source>
        <translation>为何是这条描述</translation>
    </message>
    <message>
        <source>Why this answer</source>
        <translation>为何是这个答案</translation>
    </message>
    <message>
        <source>Why this judgement</source>
        <translation>为何如此判断</translation>
    </message>
    <message>
        <source>Why this match</source>
        <translation>为何匹配</translation>
    </message>
    <message>
        <source>Looking for the evidence…</source>
        <translation>正在寻找依据…</translation>
    </message>
    <message>
        <source>All layers</source>
        <translation>所有层</translation>
    </message>
    <message>
        <source>Rollout</source>
        <translation>Rollout</translation>
    </message>
    <message>
        <source>Layer %1</source>
        <translation>第 %1 层</translation>
    </message>
    <message>
        <source>All heads</source>
        <translation>所有头</translation>
    </message>
    <message>
        <source>Head %1</source>
        <translation>第 %1 个头</translation>
    </message>
    <message>
        <source>log-probability %1, match %2</source>
        <translation>对数概率 %1，匹配 %2</translation>
    </message>
    <message>
        <source>%1: %2 %</source>
        <translation>%1：%2 %</translation>
    </message>
    <message>
        <source>match %1</source>
        <translation>匹配度 %1</translation>
    </message>
    <message>
        <source> (%1 % before the change)</source>
        <translation>（改动前 %1 %）</translation>
    </message>
    <message>
        <source> (%1 by the change)</source>
        <translation>（改动带来 %1）</translation>
    </message>
    <message>
        <source>The whole picture</source>
        <translation>整幅图片</translation>
    </message>
    <message>
        <source>Region %1</source>
        <translation>区域 %1</translation>
    </message>
    <message>
        <source>“%1”</source>
        <translation>“%1”</translation>
    </message>
    <message>
        <source>The words pay %1 % of their attention to regions, %2 % to the whole picture, %3 % to the text.</source>
        <translation>各词将 %1 % 的注意力给区域，%2 % 给整幅图片，%3 % 给文本。</translation>
    </message>
    <message>
        <source>%4 pays %1 % of its attention to regions, %2 % to the whole picture, %3 % to the text.</source>
        <translation>%4 将 %1 % 的注意力给区域，%2 % 给整幅图片，%3 % 给文本。</translation>
    </message>
    <message>
        <source>Regions cannot see a caption: each word shows what it pays to %1 when it is chosen.</source>
        <translation>区域看不到描述：每个词显示选出它时给 %1 的注意力。</translation>
    </message>
    <message>
        <source>What the probability of %1 hangs on: gradient × input, norm</source>
        <translation>%1 的概率取决于什么：梯度 × 输入的范数</translation>
    </message>
    <message>
        <source>What the score hangs on: gradient × input, norm</source>
        <translation>得分取决于什么：梯度 × 输入的范数</translation>
    </message>
    <message>
        <source>Nothing left out changes the match: this checkpoint has hardly learnt to match pictures and texts</source>
        <translation>去除任何部分都不改变匹配：此检查点几乎没有学会匹配图片与文本</translation>
    </message>
    <message>
        <source>Nothing left out changes the score</source>
        <translation>去除任何部分都不改变得分</translation>
    </message>
    <message>
        <source>What each adds to the match of picture and text: the score with it, less the score without it</source>
        <translation>各部分对图文匹配的贡献：有它的得分减去没有它的得分</translation>
    </message>
    <message>
        <source>What each adds to the log-probability: with it, less without it</source>
        <translation>各部分对对数概率的贡献：有它时减去没有它时</translation>
    </message>
    <message>
        <source>Save the evidence</source>
        <translation>保存依据</translation>
    </message>
    <message>
        <source>All of it, JSON (*.json);;What is shown, CSV (*.csv);;The picture, PNG (*.png)</source>
        <translation>全部，JSON (*.json);;所显示的，CSV (*.csv);;图片，PNG (*.png)</translation>
    </message>
    <message>
        <source>Saved as %1</source>
        <translation>已保存为 %1</translation>
    </message>
    <message>
        <source>On the picture</source>
        <translation>显示在图片上</translation>
    </message>
    <message>
        <source>Shade the picture by this model&apos;s evidence</source>
        <translation>用这个模型的依据为图片着色</translation>
    </message>
</context>
<context>
    <name>unimo::panels::EvidenceWords</name>
    <message>
        <source>Words of the evidence</source>
        <translation>依据中的词</translation>
    </message>
    <message>
        <source>Click a word to see what it looks at; arrow keys move, Esc shows all again</source>
        <translation>点击词查看它关注什么；方向键移动，Esc 恢复显示全部</translation>
    </message>
    <message>
        <source>whole picture</source>
        <translation>整幅图片</translation>
    </message>
    <message>
        <source>full-size region</source>
        <translation>全图区域</translation>
    </message>
    <message>
        <source>An object tag the caption is written from</source>
        <translation>描述所依据的物体标签</translation>
    </message>
    <message>
        <source>Probability %1 %</source>
        <translation>概率 %1 %</translation>
    </message>
    <message>
        <source>Gradient × input %1</source>
        <translation>梯度 × 输入 %1</translation>
    </message>
    <message>
        <source>Left out: %1</source>
        <translation>去除：%1</translation>
    </message>
</context>
<context>
    <name>unimo::panels::ExampleModel</name>
    <message>
        <source>Sample %1</source>
        <translation>样本 %1</translation>
    </message>
    <message>
        <source>Probability of what is right: %1 %</source>
        <translation>正确答案的概率：%1 %</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>图片</translation>
    </message>
    <message>
        <source>Asked</source>
        <translation>提问</translation>
    </message>
    <message>
        <source>Gold</source>
        <translation>标准答案</translation>
    </message>
    <message>
        <source>Prediction</source>
        <translation>预测</translation>
    </message>
    <message>
        <source>Compared</source>
        <translation>对比方</translation>
    </message>
    <message>
        <source>Sure (%)</source>
        <translation>把握 (%)</translation>
    </message>
    <message>
        <source>Loss</source>
        <translation>损失</translation>
    </message>
    <message>
        <source>Rank</source>
        <translation>排名</translation>
    </message>
    <message>
        <source>Margin</source>
        <translation>间隔</translation>
    </message>
    <message>
        <source>The picture that was asked about</source>
        <translation>所问的图片</translation>
    </message>
    <message>
        <source>Question, statement or text that the model was given</source>
        <translation>给模型的问题、陈述或文本</translation>
    </message>
    <message>
        <source>What is right</source>
        <translation>正确的内容</translation>
    </message>
    <message>
        <source>What the model said</source>
        <translation>模型的回答</translation>
    </message>
    <message>
        <source>What the compared checkpoint said</source>
        <translation>对比检查点的回答</translation>
    </message>
    <message>
        <source>The model&apos;s probability of its own prediction; of a written text the geometric mean over its tokens</source>
        <translation>模型对自身预测的概率；对生成的文本为各词元概率的几何平均</translation>
    </message>
    <message>
        <source>Minus the logarithm of the model&apos;s probability of what is right</source>
        <translation>模型对正确内容所给概率的负对数</translation>
    </message>
    <message>
        <source>Place of what is right among all candidates, from 1</source>
        <translation>正确内容在全部候选中的名次，从 1 开始</translation>
    </message>
    <message>
        <source>Score of what is right minus the best score of what is wrong</source>
        <translation>正确内容的得分减去错误内容的最高得分</translation>
    </message>
    <message>
        <source>What the example adds to the figure</source>
        <translation>该样例对评估结果的贡献</translation>
    </message>
</context>
<context>
    <name>unimo::panels::FindTab</name>
    <message>
        <source>Find</source>
        <translation>查找</translation>
    </message>
    <message>
        <source>Search in split</source>
        <translation>搜索的划分</translation>
    </message>
    <message>
        <source>Search in</source>
        <translation>搜索范围</translation>
    </message>
    <message>
        <source>Encoding the project&apos;s pictures and texts: %1 of %2</source>
        <translation>正在编码项目的图片和文本：%1 / %2</translation>
    </message>
    <message>
        <source>Match</source>
        <translation>匹配度</translation>
    </message>
    <message>
        <source>Similarity</source>
        <translation>相似度</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>文本</translation>
    </message>
    <message>
        <source>Probability that picture and text belong together, read jointly; orders the list</source>
        <translation>图片与文本联合编码所得的匹配概率；列表按此排序</translation>
    </message>
    <message>
        <source>Cosine of the two encodings, read apart</source>
        <translation>图片与文本单独编码所得向量的余弦</translation>
    </message>
    <message>
        <source>Nearest texts</source>
        <translation>最近的文本</translation>
    </message>
    <message>
        <source>Describe a picture to find it</source>
        <translation>描述一张图片以查找它</translation>
    </message>
    <message>
        <source>Sentence to find pictures by</source>
        <translation>用于查找图片的句子</translation>
    </message>
    <message>
        <source>Nearest pictures</source>
        <translation>最近的图片</translation>
    </message>
    <message>
        <source>All splits</source>
        <translation>全部划分</translation>
    </message>
    <message>
        <source>Searching…</source>
        <translation>正在搜索…</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>%1 texts in %2</source>
        <translation>%1 条文本，用时 %2</translation>
    </message>
    <message>
        <source>%1 pictures in %2</source>
        <translation>%1 张图片，用时 %2</translation>
    </message>
    <message>
        <source>The other checkpoint does not have it here</source>
        <translation>另一个检查点的此列表中没有它</translation>
    </message>
    <message>
        <source>Rank %1 by the other checkpoint</source>
        <translation>在另一个检查点中排第 %1</translation>
    </message>
    <message>
        <source>%1 pairs in %2</source>
        <translation>%1 个图文对，用时 %2</translation>
    </message>
    <message>
        <source>Texts</source>
        <translation>文本</translation>
    </message>
    <message>
        <source>The texts nearest to the picture</source>
        <translation>与图片最近的文本</translation>
    </message>
    <message>
        <source>Similar pairs</source>
        <translation>相似图文对</translation>
    </message>
    <message>
        <source>The pairs whose pictures are most like this one: what the model has seen of the kind</source>
        <translation>图片与此最相似的图文对：模型见过的同类</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>图片</translation>
    </message>
    <message>
        <source>The pictures nearest to a sentence</source>
        <translation>与句子最近的图片</translation>
    </message>
    <message>
        <source>Rank</source>
        <translation>排名</translation>
    </message>
    <message>
        <source>By match and similarity; marked where another checkpoint is compared with</source>
        <translation>按匹配与相似度；与另一个检查点比较时标出差异</translation>
    </message>
    <message>
        <source>Nearest texts by the other checkpoint</source>
        <translation>另一个检查点的最近文本</translation>
    </message>
    <message>
        <source>Why this match</source>
        <translation>为何匹配</translation>
    </message>
    <message>
        <source>Show the evidence for the text that is chosen in the table</source>
        <translation>显示表中所选文本的依据</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>图片</translation>
    </message>
    <message>
        <source>Caption</source>
        <translation>描述</translation>
    </message>
    <message>
        <source>By the similarity of the pictures</source>
        <translation>按图片的相似度</translation>
    </message>
    <message>
        <source>Cosine of the encodings of both pictures</source>
        <translation>两幅图片编码的余弦</translation>
    </message>
    <message>
        <source>Cosine of the pair&apos;s caption and the picture that is asked about</source>
        <translation>该图文对的描述与所询问图片的余弦</translation>
    </message>
    <message>
        <source>Similar pairs by the other checkpoint</source>
        <translation>另一个检查点的相似图文对</translation>
    </message>
    <message>
        <source>Pictures of the similar pairs</source>
        <translation>相似图文对的图片</translation>
    </message>
    <message>
        <source>Nearest pictures by the other checkpoint</source>
        <translation>另一个检查点的最近图片</translation>
    </message>
    <message>
        <source>Retry in the first split alone</source>
        <translation>仅在第一个划分中重试</translation>
    </message>
</context>
<context>
    <name>unimo::panels::HistogramsView</name>
    <message>
        <source>other</source>
        <translation>其他</translation>
    </message>
    <message>
        <source>Which histograms</source>
        <translation>选择直方图</translation>
    </message>
    <message>
        <source>Histograms that a run writes appear here over its steps: of its weights and gradients, and of how alike pictures and texts are.</source>
        <translation>运行写出的直方图按步显示在此：权重、梯度，以及图文相似度的分布。</translation>
    </message>
</context>
<context>
    <name>unimo::panels::ImportReportDialog</name>
    <message>
        <source>Added %1 with %2</source>
        <translation>已添加 %1和 %2</translation>
    </message>
    <message>
        <source>1 picture</source>
        <translation>1 张图片</translation>
    </message>
    <message>
        <source>%1 pictures</source>
        <translation>%1 张图片</translation>
    </message>
    <message>
        <source>1 caption</source>
        <translation>1 条描述</translation>
    </message>
    <message>
        <source>%1 captions</source>
        <translation>%1 条描述</translation>
    </message>
    <message>
        <source>; %1 there already</source>
        <translation>；%1已存在</translation>
    </message>
    <message>
        <source>1 picture was</source>
        <translation>1 张图片</translation>
    </message>
    <message>
        <source>%1 pictures were</source>
        <translation>%1 张图片</translation>
    </message>
    <message>
        <source>; %1 left out</source>
        <translation>；已跳过 %1</translation>
    </message>
    <message>
        <source>1 row was</source>
        <translation>1 行</translation>
    </message>
    <message>
        <source>%1 rows were</source>
        <translation>%1 行</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>位置</translation>
    </message>
    <message>
        <source>Why it was left out</source>
        <translation>跳过原因</translation>
    </message>
    <message>
        <source>Rows that were left out</source>
        <translation>被跳过的行</translation>
    </message>
    <message>
        <source>Copy all</source>
        <translation>全部复制</translation>
    </message>
    <message>
        <source>%1.</source>
        <translation>%1。</translation>
    </message>
</context>
<context>
    <name>unimo::panels::Inspector</name>
    <message>
        <source>Sample %1</source>
        <translation>样本 %1</translation>
    </message>
    <message>
        <source>still true</source>
        <translation>仍为真</translation>
    </message>
    <message>
        <source>false</source>
        <translation>为假</translation>
    </message>
    <message>
        <source>meant as true</source>
        <translation>本应为真</translation>
    </message>
    <message>
        <source>meant as false</source>
        <translation>本应为假</translation>
    </message>
    <message>
        <source>not used: %1</source>
        <translation>未使用：%1</translation>
    </message>
    <message>
        <source>picture</source>
        <translation>图片</translation>
    </message>
    <message>
        <source>text</source>
        <translation>文本</translation>
    </message>
    <message>
        <source>Inspector</source>
        <translation>检查器</translation>
    </message>
    <message>
        <source>Select a sample to see its picture, captions, questions and boxes here.</source>
        <translation>选择一个样本，在这里查看其图片、描述、问题和边界框。</translation>
    </message>
    <message>
        <source>Boxes</source>
        <translation>边界框</translation>
    </message>
    <message>
        <source>Draw the known boxes on the picture</source>
        <translation>在图片上绘制已知边界框</translation>
    </message>
    <message>
        <source>Labelled tasks</source>
        <translation>标注任务</translation>
    </message>
    <message>
        <source>1 rewrite</source>
        <translation>1 条改写</translation>
    </message>
    <message>
        <source>%1 rewrites</source>
        <translation>%1 条改写</translation>
    </message>
    <message>
        <source>%1 retrieved</source>
        <translation>%1 条检索结果</translation>
    </message>
    <message>
        <source>and %1 more</source>
        <translation>另有 %1 项</translation>
    </message>
    <message>
        <source>Measures</source>
        <translation>测量值</translation>
    </message>
</context>
<context>
    <name>unimo::panels::JudgeTab</name>
    <message>
        <source>Judge</source>
        <translation>判断</translation>
    </message>
    <message>
        <source>Task</source>
        <translation>任务</translation>
    </message>
    <message>
        <source>A labelled task that the checkpoint has learnt</source>
        <translation>检查点学过的带标签任务</translation>
    </message>
    <message>
        <source>Say something about the picture</source>
        <translation>对图片作出一句陈述</translation>
    </message>
    <message>
        <source>Statement</source>
        <translation>陈述</translation>
    </message>
    <message>
        <source>Judge this</source>
        <translation>判断这一句</translation>
    </message>
    <message>
        <source>Asking…</source>
        <translation>正在询问…</translation>
    </message>
    <message>
        <source>Judged in %1. Click a label to see why.</source>
        <translation>用时 %1。点击标签查看依据。</translation>
    </message>
</context>
<context>
    <name>unimo::panels::LogPanel</name>
    <message>
        <source>Log lines</source>
        <translation>日志行</translation>
    </message>
    <message>
        <source>Copy lines</source>
        <translation>复制行</translation>
    </message>
    <message>
        <source>Program</source>
        <translation>程序</translation>
    </message>
    <message>
        <source>Active run</source>
        <translation>当前运行</translation>
    </message>
    <message>
        <source>Which log</source>
        <translation>选择日志</translation>
    </message>
    <message>
        <source>All levels</source>
        <translation>全部级别</translation>
    </message>
    <message>
        <source>Info and above</source>
        <translation>信息及以上</translation>
    </message>
    <message>
        <source>Warnings and errors</source>
        <translation>警告和错误</translation>
    </message>
    <message>
        <source>Errors</source>
        <translation>错误</translation>
    </message>
    <message>
        <source>Level</source>
        <translation>级别</translation>
    </message>
    <message>
        <source>Search the log</source>
        <translation>搜索日志</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Copy the selected lines, or all that are shown</source>
        <translation>复制所选行；未选择时复制全部显示的行</translation>
    </message>
    <message>
        <source>Copied 1 line</source>
        <translation>已复制 1 行</translation>
    </message>
    <message>
        <source>Copied %1 lines</source>
        <translation>已复制 %1 行</translation>
    </message>
</context>
<context>
    <name>unimo::panels::MapPanel</name>
    <message>
        <source>Remove the modality gap</source>
        <translation>消除模态间隙</translation>
    </message>
    <message>
        <source>Pair lines</source>
        <translation>配对连线</translation>
    </message>
    <message>
        <source>%1: %2 of %3</source>
        <translation>%1：%2 / %3</translation>
    </message>
    <message>
        <source>Layout: %1 of %2</source>
        <translation>布局：%1 / %2</translation>
    </message>
    <message>
        <source>Split to map</source>
        <translation>要绘制的划分</translation>
    </message>
    <message>
        <source>The split whose pairs are mapped</source>
        <translation>绘制其图文对的划分</translation>
    </message>
    <message>
        <source>Up to %1 pairs</source>
        <translation>最多 %1 对</translation>
    </message>
    <message>
        <source>How many pairs</source>
        <translation>图文对数量</translation>
    </message>
    <message>
        <source>PCA</source>
        <translation>PCA</translation>
    </message>
    <message>
        <source>UMAP</source>
        <translation>UMAP</translation>
    </message>
    <message>
        <source>Layout</source>
        <translation>布局</translation>
    </message>
    <message>
        <source>Colour by kind</source>
        <translation>按类型着色</translation>
    </message>
    <message>
        <source>Colour by similarity</source>
        <translation>按相似度着色</translation>
    </message>
    <message>
        <source>Colour</source>
        <translation>着色</translation>
    </message>
    <message>
        <source>Pictures and captions each around their own mean, so that what is left between a pair is its own</source>
        <translation>图片和描述各自减去自身均值，使每对之间剩下的差异只属于该对</translation>
    </message>
    <message>
        <source>A line from each picture to its caption</source>
        <translation>从每张图片到其描述的连线</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>导出…</translation>
    </message>
    <message>
        <source>Save the map as PNG, SVG or PDF, or its points as CSV</source>
        <translation>将嵌入图保存为 PNG、SVG 或 PDF，或将其各点保存为 CSV</translation>
    </message>
    <message>
        <source>Map of pictures and captions</source>
        <translation>图片与描述的嵌入图</translation>
    </message>
    <message>
        <source>Pairs, worst aligned first</source>
        <translation>图文对，最差配对在前</translation>
    </message>
    <message>
        <source>Worst aligned first</source>
        <translation>最差配对在前</translation>
    </message>
    <message>
        <source>Checkpoint</source>
        <translation>检查点</translation>
    </message>
    <message>
        <source>Walk through the run&apos;s checkpoints; the last one follows the run</source>
        <translation>逐一浏览该运行的检查点；停在最后一个时跟随运行更新</translation>
    </message>
    <message>
        <source>Pictures and captions of a checkpoint appear here on one map. There is no checkpoint yet.</source>
        <translation>检查点的图片和描述在这里显示于同一张嵌入图上。目前还没有检查点。</translation>
    </message>
    <message>
        <source>Open a project: the pictures and captions of its checkpoints appear here on one map.</source>
        <translation>打开一个项目：其检查点的图片和描述在这里显示于同一张嵌入图上。</translation>
    </message>
    <message>
        <source>Train the demo</source>
        <translation>训练演示</translation>
    </message>
    <message>
        <source>step %1%2</source>
        <translation>第 %1 步%2</translation>
    </message>
    <message>
        <source>, the latest</source>
        <translation>，最新</translation>
    </message>
    <message>
        <source>Encoding</source>
        <translation>正在编码</translation>
    </message>
    <message>
        <source>&lt;b&gt;%1 pairs&lt;/b&gt;</source>
        <translation>&lt;b&gt;%1 个图文对&lt;/b&gt;</translation>
    </message>
    <message>
        <source>picture → text R@1 %1 %, R@5 %2 %</source>
        <translation>图片 → 文本 R@1 %1 %，R@5 %2 %</translation>
    </message>
    <message>
        <source>text → picture R@1 %1 %, R@5 %2 %</source>
        <translation>文本 → 图片 R@1 %1 %，R@5 %2 %</translation>
    </message>
    <message>
        <source>mean similarity %1</source>
        <translation>平均相似度 %1</translation>
    </message>
    <message>
        <source>modality gap %1</source>
        <translation>模态间隙 %1</translation>
    </message>
    <message>
        <source>&lt;p&gt;%1&lt;/p&gt;&lt;p&gt;similarity %2 · caption rank %3 · picture rank %4&lt;/p&gt;</source>
        <translation>&lt;p&gt;%1&lt;/p&gt;&lt;p&gt;相似度 %2 · 描述排名 %3 · 图片排名 %4&lt;/p&gt;</translation>
    </message>
    <message>
        <source>Save the map</source>
        <translation>保存嵌入图</translation>
    </message>
    <message>
        <source>PNG (*.png);;SVG (*.svg);;PDF (*.pdf);;Points as CSV (*.csv)</source>
        <translation>PNG (*.png);;SVG (*.svg);;PDF (*.pdf);;各点存为 CSV (*.csv)</translation>
    </message>
    <message>
        <source>There is no map to save yet</source>
        <translation>还没有可保存的嵌入图</translation>
    </message>
    <message>
        <source>Saved %1</source>
        <translation>已保存 %1</translation>
    </message>
    <message>
        <source>Contours</source>
        <translation>等高线</translation>
    </message>
    <message>
        <source>Labels</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>t-SNE</source>
        <translation>t-SNE</translation>
    </message>
    <message>
        <source>PCA: the plane of the largest variance, distances stay true.
UMAP: neighbours stay together, distances between groups mean little.
t-SNE: small groups show best, neither their sizes nor their distances mean much.</source>
        <translation>PCA：方差最大的平面，距离保持真实。
UMAP：近邻保持在一起，组与组之间的距离意义不大。
t-SNE：小的组最易看清，但组的大小和距离都没有多大意义。</translation>
    </message>
    <message>
        <source>Lines around the densest 25, 50, 75 and 90 % of the pictures and of the captions</source>
        <translation>环绕最密集的 25%、50%、75% 和 90% 图片及描述的线</translation>
    </message>
    <message>
        <source>The words that tell the captions of a group from all others</source>
        <translation>把一组描述与其他描述区分开来的词</translation>
    </message>
    <message>
        <source>Moving the map</source>
        <translation>移动地图</translation>
    </message>
    <message>
        <source>Star of the pair</source>
        <translation>图文对的星图</translation>
    </message>
    <message>
        <source>What training compares the chosen pair with, and by what margin</source>
        <translation>训练时与所选图文对比较的内容及其间隔</translation>
    </message>
</context>
<context>
    <name>unimo::panels::MonitorPanel</name>
    <message>
        <source>Filter charts: loss|accuracy</source>
        <translation>筛选图表：loss|accuracy</translation>
    </message>
    <message>
        <source>A regular expression; charts whose tag matches are shown</source>
        <translation>正则表达式；显示标签与之匹配的图表</translation>
    </message>
    <message>
        <source>Exponential</source>
        <translation>指数平滑</translation>
    </message>
    <message>
        <source>Running mean</source>
        <translation>滑动平均</translation>
    </message>
    <message>
        <source>How curves are smoothed</source>
        <translation>曲线的平滑方式</translation>
    </message>
    <message>
        <source>Smoothing</source>
        <translation>平滑</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>步</translation>
    </message>
    <message>
        <source>Relative time</source>
        <translation>相对时间</translation>
    </message>
    <message>
        <source>Wall time</source>
        <translation>实际时间</translation>
    </message>
    <message>
        <source>What the curves are drawn over</source>
        <translation>曲线的横轴</translation>
    </message>
    <message>
        <source>log x</source>
        <translation>对数 x</translation>
    </message>
    <message>
        <source>Logarithmic x axis</source>
        <translation>对数 x 轴</translation>
    </message>
    <message>
        <source>log y</source>
        <translation>对数 y</translation>
    </message>
    <message>
        <source>Logarithmic y axis, all charts</source>
        <translation>对数 y 轴，全部图表</translation>
    </message>
    <message>
        <source>Not a regular expression: %1</source>
        <translation>不是有效的正则表达式：%1</translation>
    </message>
    <message>
        <source>Mean of the last %1 points</source>
        <translation>最近 %1 个点的均值</translation>
    </message>
    <message>
        <source>Weight of the past: %1</source>
        <translation>历史值的权重：%1</translation>
    </message>
    <message>
        <source>Time of a step</source>
        <translation>单步耗时</translation>
    </message>
    <message>
        <source>ms</source>
        <translation>ms</translation>
    </message>
    <message>
        <source>Waiting for data</source>
        <translation>等待数据</translation>
    </message>
    <message>
        <source>Compute</source>
        <translation>计算</translation>
    </message>
    <message>
        <source>Go to Train</source>
        <translation>前往“训练”</translation>
    </message>
    <message>
        <source>Samples</source>
        <translation>样本</translation>
    </message>
    <message>
        <source>Check a run on the left to see its curves.</source>
        <translation>在左侧勾选一个运行以查看其曲线。</translation>
    </message>
    <message>
        <source>The run failed before its first point:
%1</source>
        <translation>该运行在记录第一个点之前失败：
%1</translation>
    </message>
    <message>
        <source>Curves appear with the first logged step.</source>
        <translation>记录第一步后显示曲线。</translation>
    </message>
    <message>
        <source>%1 set to %2</source>
        <translation>%1 设为 %2</translation>
    </message>
    <message>
        <source>Query asks this checkpoint</source>
        <translation>“查询”正在使用此检查点</translation>
    </message>
    <message>
        <source>Ask a checkpoint: this run has none</source>
        <translation>询问检查点：此训练没有检查点</translation>
    </message>
    <message>
        <source>Ask a checkpoint: the first that is kept is of step %1</source>
        <translation>询问检查点：保留的最早检查点在第 %1 步</translation>
    </message>
    <message>
        <source>Ask the checkpoint of step %1</source>
        <translation>询问第 %1 步的检查点</translation>
    </message>
    <message>
        <source>Ask the checkpoint of step %1, the last up to step %2</source>
        <translation>询问第 %1 步的检查点（第 %2 步及之前最近的一个）</translation>
    </message>
    <message>
        <source>The curves of training runs appear here while they train. There is no run yet. A folder of TensorBoard&apos;s event files can be dropped here.</source>
        <translation>训练时，训练曲线会显示在这里。目前还没有训练。也可以将含有 TensorBoard 事件文件的文件夹拖到这里。</translation>
    </message>
    <message>
        <source>Open event files…</source>
        <translation>打开事件文件…</translation>
    </message>
    <message>
        <source>Histograms</source>
        <translation>直方图</translation>
    </message>
    <message>
        <source>No run is chosen</source>
        <translation>未选择训练</translation>
    </message>
    <message>
        <source>event files</source>
        <translation>事件文件</translation>
    </message>
    <message>
        <source>no status yet</source>
        <translation>尚无状态</translation>
    </message>
    <message>
        <source>Ask a checkpoint: choose a single run, a group has none</source>
        <translation>询问检查点：请选择单个训练，分组没有检查点</translation>
    </message>
    <message>
        <source>Query asks the checkpoint of step %1 of %2</source>
        <translation>“询问”现使用 %2 第 %1 步的检查点</translation>
    </message>
    <message>
        <source>Similarity</source>
        <translation>相似度</translation>
    </message>
</context>
<context>
    <name>unimo::panels::NeighbourModel</name>
    <message>
        <source>used</source>
        <translation>已用</translation>
    </message>
    <message>
        <source>beyond the limit</source>
        <translation>超出上限</translation>
    </message>
    <message>
        <source>Not used: %1</source>
        <translation>未使用：%1</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>图片</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>文本</translation>
    </message>
    <message>
        <source>Score</source>
        <translation>得分</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Loss</source>
        <translation>损失</translation>
    </message>
    <message>
        <source>From</source>
        <translation>来源</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>What was retrieved, the nearest first</source>
        <translation>检索所得内容，最近者在前</translation>
    </message>
    <message>
        <source>Mean of shared objects and similarity of region features</source>
        <translation>共有物体与区域特征相似度的平均值</translation>
    </message>
    <message>
        <source>Similarity of sentence vectors, or of TF-IDF where there is no encoder</source>
        <translation>句向量的相似度；没有编码器时为 TF-IDF 的相似度</translation>
    </message>
    <message>
        <source>Similarity to the pair&apos;s caption under the checkpoint&apos;s weights</source>
        <translation>在检查点权重下与该对描述的相似度</translation>
    </message>
    <message>
        <source>Similarity to the pair&apos;s picture under the checkpoint&apos;s weights</source>
        <translation>在检查点权重下与该对图片的相似度</translation>
    </message>
    <message>
        <source>What it does to the pair&apos;s contrastive loss: with all, less without it. The nearer to 0, the less it teaches.</source>
        <translation>对该图文对对比损失的影响：含全部检索结果的损失减去去掉此条后的损失。越接近 0，可学的越少。</translation>
    </message>
    <message>
        <source>The collection it came from</source>
        <translation>其来源集合</translation>
    </message>
    <message>
        <source>Whether it is trained on, and why not</source>
        <translation>是否用于训练，以及不用的原因</translation>
    </message>
</context>
<context>
    <name>unimo::panels::PairTableModel</name>
    <message>
        <source>Similarity</source>
        <translation>相似度</translation>
    </message>
    <message>
        <source>Caption rank</source>
        <translation>描述排名</translation>
    </message>
    <message>
        <source>Picture rank</source>
        <translation>图片排名</translation>
    </message>
    <message>
        <source>Caption</source>
        <translation>描述</translation>
    </message>
    <message>
        <source>Cosine of the picture and its caption, each encoded alone</source>
        <translation>图片与其描述单独编码所得向量的余弦</translation>
    </message>
    <message>
        <source>Place of its own caption among all captions, nearest to the picture first</source>
        <translation>其自身描述在全部描述中的名次，与图片最近者在前</translation>
    </message>
    <message>
        <source>Place of its own picture among all pictures, nearest to the caption first</source>
        <translation>其自身图片在全部图片中的名次，与描述最近者在前</translation>
    </message>
    <message>
        <source>The caption</source>
        <translation>描述文本</translation>
    </message>
</context>
<context>
    <name>unimo::panels::PictureInput</name>
    <message>
        <source>Regions</source>
        <translation>区域</translation>
    </message>
    <message>
        <source>Draw the regions the model looked at</source>
        <translation>绘制模型观察的区域</translation>
    </message>
    <message>
        <source>Known boxes</source>
        <translation>已知边界框</translation>
    </message>
    <message>
        <source>Ask with the sample&apos;s known boxes instead of regions found in the picture</source>
        <translation>使用样本的已知边界框提问，而不用在图片中找到的区域</translation>
    </message>
    <message>
        <source>Drop a picture here, paste one with Ctrl+V, or select a sample in Data</source>
        <translation>将图片拖到此处，用 Ctrl+V 粘贴，或在“数据”中选择样本</translation>
    </message>
    <message>
        <source>Picture that is asked about</source>
        <translation>所提问的图片</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Open a picture file</source>
        <translation>打开图片文件</translation>
    </message>
    <message>
        <source>Paste</source>
        <translation>粘贴</translation>
    </message>
    <message>
        <source>Paste a picture (Ctrl+V)</source>
        <translation>粘贴图片 (Ctrl+V)</translation>
    </message>
    <message>
        <source>Sample %1</source>
        <translation>样本 %1</translation>
    </message>
    <message>
        <source>%1 is not a picture that can be read (PNG, JPEG, WebP, BMP or TIFF)</source>
        <translation>%1 不是可读取的图片（PNG、JPEG、WebP、BMP 或 TIFF）</translation>
    </message>
    <message>
        <source>Open a picture</source>
        <translation>打开图片</translation>
    </message>
    <message>
        <source>Pictures (*.png *.jpg *.jpeg *.webp *.bmp *.tif *.tiff)</source>
        <translation>图片 (*.png *.jpg *.jpeg *.webp *.bmp *.tif *.tiff)</translation>
    </message>
    <message>
        <source>Pasted picture</source>
        <translation>粘贴的图片</translation>
    </message>
    <message>
        <source>The clipboard holds no picture</source>
        <translation>剪贴板中没有图片</translation>
    </message>
    <message>
        <source>Dropped picture</source>
        <translation>拖入的图片</translation>
    </message>
    <message>
        <source>Camera</source>
        <translation>摄像头</translation>
    </message>
    <message>
        <source>Ask about what a camera sees</source>
        <translation>询问摄像头看到的画面</translation>
    </message>
    <message>
        <source>Picture of the camera</source>
        <translation>摄像头拍摄的图片</translation>
    </message>
</context>
<context>
    <name>unimo::panels::ProbeLine</name>
    <message>
        <source>Type a sentence and press Enter, or drop a picture, to see where it lands</source>
        <translation>输入句子后按回车，或拖入一张图片，看它落在哪里</translation>
    </message>
    <message>
        <source>Sentence to place on the map</source>
        <translation>要放到地图上的句子</translation>
    </message>
    <message>
        <source>Open a picture</source>
        <translation>打开图片</translation>
    </message>
    <message>
        <source>Place a picture file on the map</source>
        <translation>把一个图片文件放到地图上</translation>
    </message>
    <message>
        <source>Paste a picture</source>
        <translation>粘贴图片</translation>
    </message>
    <message>
        <source>Place the picture of the clipboard on the map (Ctrl+V)</source>
        <translation>把剪贴板中的图片放到地图上（Ctrl+V）</translation>
    </message>
    <message>
        <source>Take it off the map</source>
        <translation>从地图上移除</translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation>%1 毫秒</translation>
    </message>
    <message>
        <source>Dropped picture</source>
        <translation>拖入的图片</translation>
    </message>
    <message>
        <source>Pasted picture</source>
        <translation>粘贴的图片</translation>
    </message>
    <message>
        <source>The clipboard holds no picture</source>
        <translation>剪贴板中没有图片</translation>
    </message>
    <message>
        <source>%1 is not a picture that can be read (PNG, JPEG, WebP, BMP or TIFF)</source>
        <translation>%1 不是可读取的图片（PNG、JPEG、WebP、BMP 或 TIFF）</translation>
    </message>
    <message>
        <source>Pictures (*.png *.jpg *.jpeg *.webp *.bmp *.tif *.tiff)</source>
        <translation>图片 (*.png *.jpg *.jpeg *.webp *.bmp *.tif *.tiff)</translation>
    </message>
</context>
<context>
    <name>unimo::panels::ProposalSection</name>
    <message>
        <source>caption</source>
        <translation>描述</translation>
    </message>
    <message>
        <source>answer</source>
        <translation>回答</translation>
    </message>
    <message>
        <source>box</source>
        <translation>框</translation>
    </message>
    <message>
        <source>Accept all</source>
        <translation>全部接受</translation>
    </message>
    <message>
        <source>Reject all</source>
        <translation>全部拒绝</translation>
    </message>
    <message>
        <source>Take all proposals for this sample into the data</source>
        <translation>把这个样本的所有建议加入数据</translation>
    </message>
    <message>
        <source>Put all proposals for this sample away</source>
        <translation>拒绝这个样本的所有建议</translation>
    </message>
    <message>
        <source>Accept</source>
        <translation>接受</translation>
    </message>
    <message>
        <source>Take it into the data (A)</source>
        <translation>加入数据（A）</translation>
    </message>
    <message>
        <source>Take it into the data</source>
        <translation>加入数据</translation>
    </message>
    <message>
        <source>Reject</source>
        <translation>拒绝</translation>
    </message>
    <message>
        <source>Put it away (R)</source>
        <translation>不采用（R）</translation>
    </message>
    <message>
        <source>Put it away</source>
        <translation>不采用</translation>
    </message>
    <message>
        <source>1 proposal</source>
        <translation>1 条建议</translation>
    </message>
    <message>
        <source>%1 proposals</source>
        <translation>%1 条建议</translation>
    </message>
</context>
<context>
    <name>unimo::panels::ProposalsButton</name>
    <message>
        <source>Proposals</source>
        <translation>建议</translation>
    </message>
    <message>
        <source>What a model proposes for the data, to accept or reject</source>
        <translation>模型为数据提出的建议，可接受或拒绝</translation>
    </message>
    <message>
        <source>Proposals (%1)</source>
        <translation>建议 (%1)</translation>
    </message>
    <message>
        <source>the selected sample</source>
        <translation>所选样本</translation>
    </message>
    <message>
        <source>%1 selected samples</source>
        <translation>%1 个所选样本</translation>
    </message>
    <message>
        <source>Select samples first</source>
        <translation>请先选择样本</translation>
    </message>
    <message>
        <source>There is no checkpoint yet: train first</source>
        <translation>还没有检查点：请先训练</translation>
    </message>
    <message>
        <source>Ask for captions of %1</source>
        <translation>为%1请求描述</translation>
    </message>
    <message>
        <source>Ask for answers about %1</source>
        <translation>为%1请求回答</translation>
    </message>
    <message>
        <source>Ask for boxes in %1</source>
        <translation>为%1请求框</translation>
    </message>
    <message>
        <source>Show the samples with proposals</source>
        <translation>显示有建议的样本</translation>
    </message>
    <message>
        <source>The query proposals&gt;0</source>
        <translation>查询 proposals&gt;0</translation>
    </message>
    <message>
        <source>Accept all of %1</source>
        <translation>接受%1的全部建议</translation>
    </message>
    <message>
        <source>Take them into the data, as one step</source>
        <translation>加入数据，作为一步</translation>
    </message>
    <message>
        <source>Reject all of %1</source>
        <translation>拒绝%1的全部建议</translation>
    </message>
    <message>
        <source>Put them away, as one step</source>
        <translation>不采用，作为一步</translation>
    </message>
    <message>
        <source>Accept all that are shown</source>
        <translation>接受当前显示的全部建议</translation>
    </message>
    <message>
        <source>Of all samples that the grid shows, as one step</source>
        <translation>针对网格中显示的所有样本，作为一步</translation>
    </message>
    <message>
        <source>Reject all that are shown</source>
        <translation>拒绝当前显示的全部建议</translation>
    </message>
    <message>
        <source>None of these samples has a proposal</source>
        <translation>这些样本都没有建议</translation>
    </message>
</context>
<context>
    <name>unimo::panels::QueryEdit</name>
    <message>
        <source>Search: words, tag:keep, rating&gt;=3, sharpness&lt;100, AND OR NOT</source>
        <translation>搜索：词语、tag:keep、rating&gt;=3、sharpness&lt;100、AND OR NOT</translation>
    </message>
    <message>
        <source>Search samples</source>
        <translation>搜索样本</translation>
    </message>
    <message>
        <source>&lt;p&gt;Words of a caption, question, answer or label; &lt;b&gt;&quot;whole words&quot;&lt;/b&gt; in quotes.&lt;/p&gt;&lt;p&gt;&lt;b&gt;tag:&lt;/b&gt; &lt;b&gt;split:&lt;/b&gt; &lt;b&gt;kind:&lt;/b&gt; &lt;b&gt;caption:&lt;/b&gt; &lt;b&gt;answer:&lt;/b&gt; &lt;b&gt;label:&lt;/b&gt; &lt;b&gt;file:&lt;/b&gt; and numbers such as &lt;b&gt;rating&amp;gt;=3&lt;/b&gt;, &lt;b&gt;captions&amp;gt;1&lt;/b&gt;, &lt;b&gt;words&amp;lt;5&lt;/b&gt;, &lt;b&gt;width&amp;lt;200&lt;/b&gt; and every measure.&lt;/p&gt;&lt;p&gt;&lt;b&gt;AND&lt;/b&gt;, &lt;b&gt;OR&lt;/b&gt;, &lt;b&gt;NOT&lt;/b&gt; or &lt;b&gt;-&lt;/b&gt;, and brackets. (Ctrl+F)&lt;/p&gt;</source>
        <translation>&lt;p&gt;描述、问题、答案或标注中的词语；&lt;b&gt;&quot;完整词语&quot;&lt;/b&gt;用引号。&lt;/p&gt;&lt;p&gt;&lt;b&gt;tag:&lt;/b&gt; &lt;b&gt;split:&lt;/b&gt; &lt;b&gt;kind:&lt;/b&gt; &lt;b&gt;caption:&lt;/b&gt; &lt;b&gt;answer:&lt;/b&gt; &lt;b&gt;label:&lt;/b&gt; &lt;b&gt;file:&lt;/b&gt;，以及数值条件，如 &lt;b&gt;rating&amp;gt;=3&lt;/b&gt;、&lt;b&gt;captions&amp;gt;1&lt;/b&gt;、&lt;b&gt;words&amp;lt;5&lt;/b&gt;、&lt;b&gt;width&amp;lt;200&lt;/b&gt; 和所有测量值。&lt;/p&gt;&lt;p&gt;&lt;b&gt;AND&lt;/b&gt;、&lt;b&gt;OR&lt;/b&gt;、&lt;b&gt;NOT&lt;/b&gt; 或 &lt;b&gt;-&lt;/b&gt;，以及括号。(Ctrl+F)&lt;/p&gt;</translation>
    </message>
</context>
<context>
    <name>unimo::panels::QueryPanel</name>
    <message>
        <source>No checkpoint yet. Start the demo training; its first checkpoint is taken as soon as it is written.</source>
        <translation>还没有检查点。请启动演示训练；首个检查点一经写出即被载入。</translation>
    </message>
    <message>
        <source>Start the demo training</source>
        <translation>启动演示训练</translation>
    </message>
    <message>
        <source>Caption</source>
        <translation>描述</translation>
    </message>
    <message>
        <source>Ask</source>
        <translation>提问</translation>
    </message>
    <message>
        <source>Find</source>
        <translation>查找</translation>
    </message>
    <message>
        <source>Live</source>
        <translation>实时</translation>
    </message>
    <message>
        <source>Take each new checkpoint and ask again</source>
        <translation>载入每个新检查点并重新提问</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Stop what is being asked (Esc)</source>
        <translation>停止当前提问 (Esc)</translation>
    </message>
    <message>
        <source>No checkpoint</source>
        <translation>无检查点</translation>
    </message>
    <message>
        <source>Loading the checkpoint…</source>
        <translation>正在加载检查点…</translation>
    </message>
    <message>
        <source>Checkpoint step %1</source>
        <translation>检查点：第 %1 步</translation>
    </message>
    <message>
        <source> (live)</source>
        <translation>（实时）</translation>
    </message>
    <message>
        <source>  ·  regions in %1 ms</source>
        <translation>  ·  区域用时 %1 ms</translation>
    </message>
    <message>
        <source>Judge</source>
        <translation>判断</translation>
    </message>
    <message>
        <source>This checkpoint has learnt no labelled task about pictures and texts: see the recipe entailment</source>
        <translation>此检查点没有学过图文带标签任务：请参见配方 entailment</translation>
    </message>
    <message>
        <source>%1, step %2</source>
        <translation>%1，第 %2 步</translation>
    </message>
    <message>
        <source>Selection</source>
        <translation>所选</translation>
    </message>
    <message>
        <source>Ask about all selected samples</source>
        <translation>询问所有选中的样本</translation>
    </message>
    <message>
        <source>Compare with…</source>
        <translation>与…比较</translation>
    </message>
    <message>
        <source>Ask a second checkpoint the same, side by side</source>
        <translation>并排询问第二个检查点同样的内容</translation>
    </message>
    <message>
        <source>Saved as %1</source>
        <translation>已保存为 %1</translation>
    </message>
    <message>
        <source>%1 cannot be written</source>
        <translation>无法写入 %1</translation>
    </message>
    <message>
        <source>Choose a folder…</source>
        <translation>选择文件夹…</translation>
    </message>
    <message>
        <source>Stop comparing</source>
        <translation>停止比较</translation>
    </message>
    <message>
        <source>Choose a checkpoint</source>
        <translation>选择检查点</translation>
    </message>
    <message>
        <source>Compared with %1</source>
        <translation>与 %1 比较</translation>
    </message>
</context>
<context>
    <name>unimo::panels::QueryTab</name>
    <message>
        <source>%1 ms</source>
        <translation>%1 ms</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
</context>
<context>
    <name>unimo::panels::QuestionSection</name>
    <message>
        <source>Add a question</source>
        <translation>添加问题</translation>
    </message>
    <message>
        <source>Its answer</source>
        <translation>答案</translation>
    </message>
    <message>
        <source>Answer of the new question</source>
        <translation>新问题的答案</translation>
    </message>
    <message>
        <source>1 question</source>
        <translation>1 个问题</translation>
    </message>
    <message>
        <source>%1 questions</source>
        <translation>%1 个问题</translation>
    </message>
    <message>
        <source>Question</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>答案</translation>
    </message>
    <message>
        <source>Delete this question</source>
        <translation>删除此问题</translation>
    </message>
</context>
<context>
    <name>unimo::panels::QueueModel</name>
    <message>
        <source>%1, to be continued</source>
        <translation>%1（续训）</translation>
    </message>
</context>
<context>
    <name>unimo::panels::QueueView</name>
    <message>
        <source>Start now</source>
        <translation>立即开始</translation>
    </message>
    <message>
        <source>Queue</source>
        <translation>队列</translation>
    </message>
    <message>
        <source>Runs that are trained one after the other, also while the window is closed</source>
        <translation>依次训练的运行，关闭窗口后也会继续</translation>
    </message>
    <message>
        <source>Runs that wait</source>
        <translation>等待中的运行</translation>
    </message>
    <message>
        <source>Earlier</source>
        <translation>提前</translation>
    </message>
    <message>
        <source>The run&apos;s turn comes earlier (Alt+Up)</source>
        <translation>让该运行提前（Alt+↑）</translation>
    </message>
    <message>
        <source>Later</source>
        <translation>延后</translation>
    </message>
    <message>
        <source>The run&apos;s turn comes later (Alt+Down)</source>
        <translation>让该运行延后（Alt+↓）</translation>
    </message>
    <message>
        <source>Take out of the queue</source>
        <translation>移出队列</translation>
    </message>
    <message>
        <source>Takes the run out of the queue: into the trash unless it has a checkpoint (Delete)</source>
        <translation>将该运行移出队列：没有检查点的会进入回收站（Delete）</translation>
    </message>
    <message>
        <source>Starts the run at once, beside whatever trains</source>
        <translation>立即开始该运行，与正在训练的并行</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Trains what waits, one run after the other</source>
        <translation>依次训练等待中的运行</translation>
    </message>
    <message>
        <source>Starts no further run; what trains goes on</source>
        <translation>不再开始新的运行；正在训练的不受影响</translation>
    </message>
    <message>
        <source>Paused. Nothing waits.</source>
        <translation>已暂停。没有等待中的运行。</translation>
    </message>
    <message>
        <source>Nothing waits. “Add to queue” puts a run of these settings at the end.</source>
        <translation>没有等待中的运行。“加入队列”会把按当前设置的运行排到末尾。</translation>
    </message>
    <message>
        <source>Paused: no further run is started.</source>
        <translation>已暂停：不再开始新的运行。</translation>
    </message>
    <message>
        <source>The next run starts when none trains any more, also while the window is closed.</source>
        <translation>没有运行在训练时即开始下一个，关闭窗口后也会继续。</translation>
    </message>
    <message>
        <source>Nobody works the queue off. “Go on” starts with the first run.</source>
        <translation>当前没有进程处理队列。“继续”从第一个运行开始。</translation>
    </message>
</context>
<context>
    <name>unimo::panels::RetrievedPanel</name>
    <message>
        <source>Pictures retrieved for the caption</source>
        <translation>为描述检索到的图片</translation>
    </message>
    <message>
        <source>Texts retrieved for the picture</source>
        <translation>为图片检索到的文本</translation>
    </message>
    <message>
        <source>All pairs</source>
        <translation>全部图文对</translation>
    </message>
    <message>
        <source>With what does not fit</source>
        <translation>有不匹配项的</translation>
    </message>
    <message>
        <source>With copies or leaks</source>
        <translation>有重复或泄漏的</translation>
    </message>
    <message>
        <source>Retrieve</source>
        <translation>检索</translation>
    </message>
    <message>
        <source>Find what is missing; what still holds stays</source>
        <translation>检索缺少的部分；仍然有效的保留</translation>
    </message>
    <message>
        <source>Pairs with something retrieved</source>
        <translation>有检索结果的图文对</translation>
    </message>
    <message>
        <source>%1, from collection %2</source>
        <translation>%1，来自集合 %2</translation>
    </message>
    <message>
        <source>3  Does not fit</source>
        <translation>3  不匹配</translation>
    </message>
    <message>
        <source>Leave it out of training (3)</source>
        <translation>不用于训练 (3)</translation>
    </message>
    <message>
        <source>0  Take back</source>
        <translation>0  取消标记</translation>
    </message>
    <message>
        <source>No mark (0)</source>
        <translation>无标记 (0)</translation>
    </message>
    <message>
        <source>How many of each kind are used</source>
        <translation>每类使用的数量</translation>
    </message>
    <message>
        <source>How many retrieved pictures and texts count, the nearest first. The recipe&apos;s cmcl.texts and cmcl.pictures set what a step draws.</source>
        <translation>计入多少检索到的图片和文本，最近者优先。每步抽取的数量由配方的 cmcl.texts 和 cmcl.pictures 设定。</translation>
    </message>
    <message>
        <source>Choose a pair on the left</source>
        <translation>在左侧选择一个图文对</translation>
    </message>
    <message>
        <source>Nearest %1 of each</source>
        <translation>各取最近 %1 个</translation>
    </message>
    <message>
        <source>The effect on the pair&apos;s loss is shown once there is a checkpoint.</source>
        <translation>有检查点后显示对该图文对损失的影响。</translation>
    </message>
    <message>
        <source>Contrastive loss of this pair: &lt;b&gt;%1&lt;/b&gt; without what was retrieved, &lt;b&gt;%2&lt;/b&gt; with it (%3)</source>
        <translation>此图文对的对比损失：不含检索结果 &lt;b&gt;%1&lt;/b&gt;，含检索结果 &lt;b&gt;%2&lt;/b&gt; (%3)</translation>
    </message>
    <message>
        <source>Choose a row to mark</source>
        <translation>选择要标记的行</translation>
    </message>
    <message>
        <source>Retrieving for %1</source>
        <translation>为 %1 检索</translation>
    </message>
    <message>
        <source>Pictures without a text and texts without a picture that are near a pair appear here. Nothing was retrieved for this project yet.</source>
        <translation>与图文对相近的无文本图片和无图片文本显示在这里。此项目尚未检索过。</translation>
    </message>
    <message>
        <source>Open a project: what is retrieved for its pairs appears here.</source>
        <translation>打开一个项目：为其图文对检索到的内容显示在这里。</translation>
    </message>
    <message>
        <source>Go to Data</source>
        <translation>前往数据</translation>
    </message>
    <message>
        <source>%1 of %2 pairs</source>
        <translation>%1 / %2 个图文对</translation>
    </message>
    <message>
        <source>Which pairs</source>
        <translation>筛选图文对</translation>
    </message>
</context>
<context>
    <name>unimo::panels::RewriteTreeModel</name>
    <message>
        <source>Still true: whole sentence</source>
        <translation>仍为真：整句</translation>
    </message>
    <message>
        <source>False: whole sentence</source>
        <translation>为假：整句</translation>
    </message>
    <message>
        <source>Still true: phrases</source>
        <translation>仍为真：短语</translation>
    </message>
    <message>
        <source>False: phrases</source>
        <translation>为假：短语</translation>
    </message>
    <message>
        <source>Still true: words</source>
        <translation>仍为真：词</translation>
    </message>
    <message>
        <source>False: words</source>
        <translation>为假：词</translation>
    </message>
    <message>
        <source>used</source>
        <translation>已用</translation>
    </message>
    <message>
        <source>Rewrite</source>
        <translation>改写</translation>
    </message>
    <message>
        <source>Rule</source>
        <translation>规则</translation>
    </message>
    <message>
        <source>Fluency</source>
        <translation>流畅度</translation>
    </message>
    <message>
        <source>Blind</source>
        <translation>纯文本</translation>
    </message>
    <message>
        <source>Match</source>
        <translation>匹配度</translation>
    </message>
    <message>
        <source>Margin</source>
        <translation>间隔</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>The new text; what the caption does not have is marked</source>
        <translation>新文本；原描述中没有的部分被标出</translation>
    </message>
    <message>
        <source>What made it</source>
        <translation>生成它的规则</translation>
    </message>
    <message>
        <source>How usual its word pairs are among the captions, less the caption&apos;s own: mean log-probability</source>
        <translation>其词对在全部描述中的常见程度，减去原描述的相应值：平均对数概率</translation>
    </message>
    <message>
        <source>How far a model that never sees a picture puts it below its caption. A false one above 0 is given away by its words alone.</source>
        <translation>从不看图片的模型将它排在原描述之下多远。为假的改写若高于 0，仅凭文字即可识破。</translation>
    </message>
    <message>
        <source>How well it fits the picture under the checkpoint&apos;s weights</source>
        <translation>在检查点权重下与图片的匹配程度</translation>
    </message>
    <message>
        <source>False: how far its caption is above it. Still true: how far it is above the hardest false one. Below 0 the checkpoint is wrong.</source>
        <translation>为假：原描述高出它多少。仍为真：它高出最难的为假改写多少。低于 0 表示检查点判断有误。</translation>
    </message>
    <message>
        <source>Whether it is trained on, and why not</source>
        <translation>是否用于训练，以及不用的原因</translation>
    </message>
</context>
<context>
    <name>unimo::panels::RewritesPanel</name>
    <message>
        <source>Too easy</source>
        <translation>太容易</translation>
    </message>
    <message>
        <source>It teaches nothing</source>
        <translation>没有学习价值</translation>
    </message>
    <message>
        <source>Too hard</source>
        <translation>太难</translation>
    </message>
    <message>
        <source>Nobody could tell from the picture</source>
        <translation>看图片也无人能分辨</translation>
    </message>
    <message>
        <source>Actually true</source>
        <translation>实为真</translation>
    </message>
    <message>
        <source>Meant to be false, but true of the picture (or the other way round)</source>
        <translation>本应为假，但与图片相符（或相反）</translation>
    </message>
    <message>
        <source>Take back</source>
        <translation>取消标记</translation>
    </message>
    <message>
        <source>No mark</source>
        <translation>无标记</translation>
    </message>
    <message>
        <source>This caption</source>
        <translation>当前描述</translation>
    </message>
    <message>
        <source>Whole split</source>
        <translation>整个划分</translation>
    </message>
    <message>
        <source>All captions</source>
        <translation>全部描述</translation>
    </message>
    <message>
        <source>With a mark</source>
        <translation>有标记的</translation>
    </message>
    <message>
        <source>To review: actually true</source>
        <translation>待复核：实为真</translation>
    </message>
    <message>
        <source>Marked too easy</source>
        <translation>标记为太容易的</translation>
    </message>
    <message>
        <source>Marked too hard</source>
        <translation>标记为太难的</translation>
    </message>
    <message>
        <source>With rejected ones</source>
        <translation>有已排除改写的</translation>
    </message>
    <message>
        <source>Rewrite captions</source>
        <translation>改写描述</translation>
    </message>
    <message>
        <source>Make what is missing; what is there stays</source>
        <translation>生成缺少的部分；已有的保留</translation>
    </message>
    <message>
        <source>False captions</source>
        <translation>为假的描述</translation>
    </message>
    <message>
        <source>Captions of other pictures, and the caption with a fact exchanged; about a thousand captions a second and core</source>
        <translation>其他图片的描述，以及替换了某一事实的描述；每核每秒约一千条描述</translation>
    </message>
    <message>
        <source>Back-translations</source>
        <translation>回译</translation>
    </message>
    <message>
        <source>Into another language and back; about a hundred captions a second</source>
        <translation>译成另一种语言再译回；每秒约一百条描述</translation>
    </message>
    <message>
        <source>Phrases to hide whole</source>
        <translation>整体掩码的短语</translation>
    </message>
    <message>
        <source>For masked language modelling</source>
        <translation>用于掩码语言建模</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>导出…</translation>
    </message>
    <message>
        <source>Save all rewrites of the split with their figures as CSV</source>
        <translation>将该划分的全部改写及其数值保存为 CSV</translation>
    </message>
    <message>
        <source>Captions with rewrites</source>
        <translation>有改写的描述</translation>
    </message>
    <message>
        <source>Rewrites</source>
        <translation>改写</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>Saved %1</source>
        <translation>已保存 %1</translation>
    </message>
    <message>
        <source>Choose a caption on the left</source>
        <translation>在左侧选择一条描述</translation>
    </message>
    <message>
        <source>scored by step %1</source>
        <translation>由第 %1 步的检查点评分</translation>
    </message>
    <message>
        <source>no checkpoint yet: match and margin come with the first</source>
        <translation>还没有检查点：首个检查点写出后显示匹配度和间隔</translation>
    </message>
    <message>
        <source>learning text-only scores</source>
        <translation>正在学习纯文本得分</translation>
    </message>
    <message>
        <source>Choose a rewrite to mark</source>
        <translation>选择要标记的改写</translation>
    </message>
    <message>
        <source>Save the rewrites</source>
        <translation>保存改写</translation>
    </message>
    <message>
        <source>CSV (*.csv)</source>
        <translation>CSV (*.csv)</translation>
    </message>
    <message>
        <source>Saving rewrites of %1</source>
        <translation>保存 %1 的改写</translation>
    </message>
    <message>
        <source>No back-translations: install apertium and apertium-eng-spa</source>
        <translation>没有回译：请安装 apertium 和 apertium-eng-spa</translation>
    </message>
    <message>
        <source>Rewriting captions of %1</source>
        <translation>改写 %1 的描述</translation>
    </message>
    <message>
        <source>Every rewrite of every caption appears here, beside its picture: true ones and hard negatives. There are none yet.</source>
        <translation>每条描述的全部改写显示在这里，与其图片并列：为真的改写和难负例。目前还没有改写。</translation>
    </message>
    <message>
        <source>Open a project: what is made of its captions appears here.</source>
        <translation>打开一个项目：由其描述生成的改写显示在这里。</translation>
    </message>
    <message>
        <source>Go to Data</source>
        <translation>前往数据</translation>
    </message>
    <message>
        <source>%1 of %2 captions</source>
        <translation>%1 / %2 条描述</translation>
    </message>
    <message>
        <source>Which captions</source>
        <translation>筛选描述</translation>
    </message>
</context>
<context>
    <name>unimo::panels::RuleEditor</name>
    <message>
        <source>Train on what it makes</source>
        <translation>用其结果训练</translation>
    </message>
    <message>
        <source>Apply</source>
        <translation>应用</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>放弃</translation>
    </message>
    <message>
        <source>Rewrites that change</source>
        <translation>有变化的改写</translation>
    </message>
    <message>
        <source>Score</source>
        <translation>得分</translation>
    </message>
    <message>
        <source>no limit</source>
        <translation>不限</translation>
    </message>
    <message>
        <source>At least</source>
        <translation>至少</translation>
    </message>
    <message>
        <source>At most</source>
        <translation>至多</translation>
    </message>
    <message>
        <source>No limits</source>
        <translation>取消限制</translation>
    </message>
    <message>
        <source>Take both limits away</source>
        <translation>同时取消上限和下限</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>导出…</translation>
    </message>
    <message>
        <source>Save the histogram as PNG, SVG or PDF, or its bins as CSV</source>
        <translation>将直方图保存为 PNG、SVG 或 PDF，或将其分箱保存为 CSV</translation>
    </message>
    <message>
        <source>Rule: %1</source>
        <translation>规则：%1</translation>
    </message>
    <message>
        <source>Choose a rule above</source>
        <translation>在上方选择一条规则</translation>
    </message>
    <message>
        <source>%1 of %2 are used.</source>
        <translation>使用 %2 条中的 %1 条。</translation>
    </message>
    <message>
        <source>%1 of %2 would be used: %3 fewer, %4 more.</source>
        <translation>将使用 %2 条中的 %1 条：减少 %3 条，增加 %4 条。</translation>
    </message>
</context>
<context>
    <name>unimo::panels::RuleTableModel</name>
    <message>
        <source>+ still true</source>
        <translation>+ 仍为真</translation>
    </message>
    <message>
        <source>− false</source>
        <translation>− 为假</translation>
    </message>
    <message>
        <source>Rule</source>
        <translation>规则</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>Used</source>
        <translation>已用</translation>
    </message>
    <message>
        <source>Too easy</source>
        <translation>太容易</translation>
    </message>
    <message>
        <source>Too hard</source>
        <translation>太难</translation>
    </message>
    <message>
        <source>Wrong</source>
        <translation>有误</translation>
    </message>
    <message>
        <source>Rejected</source>
        <translation>已排除</translation>
    </message>
    <message>
        <source>Given away (%)</source>
        <translation>可识破 (%)</translation>
    </message>
    <message>
        <source>What made the rewrites</source>
        <translation>生成这些改写的规则</translation>
    </message>
    <message>
        <source>Whether they are meant to stay true of the picture</source>
        <translation>改写是否应仍与图片相符</translation>
    </message>
    <message>
        <source>How many are trained on</source>
        <translation>用于训练的数量</translation>
    </message>
    <message>
        <source>Marked as teaching nothing</source>
        <translation>标记为没有学习价值</translation>
    </message>
    <message>
        <source>Marked as too hard for anybody to tell</source>
        <translation>标记为太难，无人能分辨</translation>
    </message>
    <message>
        <source>Marked as true though meant to be false, or the other way round</source>
        <translation>本应为假却标记为真，或相反</translation>
    </message>
    <message>
        <source>Failed a check when they were made</source>
        <translation>生成时未通过检查</translation>
    </message>
    <message>
        <source>Share of the false ones that a model which never sees a picture tells from their captions; 50 is chance. It was learnt on other pictures.</source>
        <translation>从不看图片的模型能将为假的改写与原描述区分开的比例；50 为随机水平。该模型在其他图片上学得。</translation>
    </message>
</context>
<context>
    <name>unimo::panels::RulesTab</name>
    <message>
        <source>Rules</source>
        <translation>规则</translation>
    </message>
    <message>
        <source>Save the histogram</source>
        <translation>保存直方图</translation>
    </message>
    <message>
        <source>PNG (*.png);;SVG (*.svg);;PDF (*.pdf);;Bins as CSV (*.csv)</source>
        <translation>PNG (*.png);;SVG (*.svg);;PDF (*.pdf);;分箱存为 CSV (*.csv)</translation>
    </message>
    <message>
        <source>Saved %1</source>
        <translation>已保存 %1</translation>
    </message>
</context>
<context>
    <name>unimo::panels::RunBox</name>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Checkpoint now</source>
        <translation>立即保存检查点</translation>
    </message>
    <message>
        <source>Writes a checkpoint and ends the run; it can be continued later</source>
        <translation>写出检查点并结束运行；之后可以继续</translation>
    </message>
    <message>
        <source>Writes a checkpoint after the current step and goes on</source>
        <translation>在当前步之后写出检查点，然后继续运行</translation>
    </message>
    <message>
        <source>Change while it runs</source>
        <translation>运行中修改</translation>
    </message>
    <message>
        <source>Applied between two steps, and marked on the curves</source>
        <translation>在两步之间生效，并在曲线上标出</translation>
    </message>
    <message>
        <source>Watch the curves</source>
        <translation>查看曲线</translation>
    </message>
    <message>
        <source>Show the log</source>
        <translation>查看日志</translation>
    </message>
    <message>
        <source>Continue this run</source>
        <translation>继续此运行</translation>
    </message>
    <message>
        <source>Goes on from checkpoint %1</source>
        <translation>从检查点 %1 继续</translation>
    </message>
    <message>
        <source>step %1 of %2</source>
        <translation>第 %1 / %2 步</translation>
    </message>
    <message>
        <source>step %1</source>
        <translation>第 %1 步</translation>
    </message>
    <message>
        <source>%1 left</source>
        <translation>剩余 %1</translation>
    </message>
    <message>
        <source>Loss %1, %2 samples/s</source>
        <translation>损失 %1，%2 样本/秒</translation>
    </message>
    <message>
        <source>%1 trained</source>
        <translation>已训练 %1</translation>
    </message>
    <message>
        <source>Peak memory %1</source>
        <translation>峰值内存 %1</translation>
    </message>
    <message>
        <source>Last checkpoint %1</source>
        <translation>最近的检查点 %1</translation>
    </message>
    <message>
        <source>The run failed without saying why.</source>
        <translation>运行失败，未说明原因。</translation>
    </message>
    <message>
        <source>The training process is gone: it gave no sign of life.</source>
        <translation>训练进程已消失：没有任何响应。</translation>
    </message>
    <message>
        <source>Nothing up to the last checkpoint is lost: “Continue this run” goes on from there.</source>
        <translation>截至最后一个检查点的内容都未丢失：“继续此运行”将从该处继续。</translation>
    </message>
    <message>
        <source>There is no checkpoint to go on from. Change what the message names, then start a new run.</source>
        <translation>没有可供继续的检查点。请按消息所指作出修改，然后启动新的运行。</translation>
    </message>
    <message>
        <source>Add to queue</source>
        <translation>加入队列</translation>
    </message>
    <message>
        <source>Puts a run of these settings at the end of the queue</source>
        <translation>把按当前设置的运行排到队列末尾</translation>
    </message>
</context>
<context>
    <name>unimo::panels::RunControl</name>
    <message>
        <source>Start training</source>
        <translation>开始训练</translation>
    </message>
    <message>
        <source>Starting…</source>
        <translation>正在启动…</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Stopping…</source>
        <translation>正在停止…</translation>
    </message>
</context>
<context>
    <name>unimo::panels::RunList</name>
    <message>
        <source>Open event files…</source>
        <translation>打开事件文件…</translation>
    </message>
    <message>
        <source>Shows TensorBoard&apos;s event files of a folder, and of those in it, beside the project&apos;s runs; a folder can be dropped here too</source>
        <translation>将文件夹及其子文件夹中的 TensorBoard 事件文件与项目的训练并列显示；也可以将文件夹拖到这里</translation>
    </message>
    <message>
        <source>Lists the archived runs too</source>
        <translation>同时列出已归档的训练</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>Group the runs by</source>
        <translation>训练分组依据</translation>
    </message>
    <message>
        <source>Draws the ticked runs of a group as their mean with a band</source>
        <translation>将同组中已勾选的训练绘制为均值与区间带</translation>
    </message>
    <message>
        <source>Lowest to highest</source>
        <translation>最小到最大</translation>
    </message>
    <message>
        <source>Standard deviation</source>
        <translation>标准差</translation>
    </message>
    <message>
        <source>What the band shows</source>
        <translation>区间带的含义</translation>
    </message>
    <message>
        <source>What the band around a group&apos;s mean shows</source>
        <translation>分组均值周围的区间带表示什么</translation>
    </message>
    <message>
        <source>Group by</source>
        <translation>分组</translation>
    </message>
    <message>
        <source>Nothing: every run by itself</source>
        <translation>不分组：每个训练单独显示</translation>
    </message>
    <message>
        <source>Name without its number</source>
        <translation>去掉编号的名称</translation>
    </message>
    <message>
        <source>All settings but the seed</source>
        <translation>除随机种子外的全部设置</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>重命名</translation>
    </message>
    <message>
        <source>Open a project first: event files are listed beside its runs</source>
        <translation>请先打开一个项目：事件文件会与项目的训练并列显示</translation>
    </message>
    <message>
        <source>Open event files</source>
        <translation>打开事件文件</translation>
    </message>
    <message>
        <source>Restore from the trash</source>
        <translation>从回收站恢复</translation>
    </message>
    <message>
        <source>Show only this run</source>
        <translation>仅显示此训练</translation>
    </message>
    <message>
        <source>Show only these runs</source>
        <translation>仅显示这些训练</translation>
    </message>
    <message>
        <source>Show all runs</source>
        <translation>显示所有训练</translation>
    </message>
    <message>
        <source>Run again with changes…</source>
        <translation>修改后重新运行…</translation>
    </message>
    <message>
        <source>Fine-tune its latest checkpoint…</source>
        <translation>微调其最新检查点…</translation>
    </message>
    <message>
        <source>Take out of the archive</source>
        <translation>移出归档</translation>
    </message>
    <message>
        <source>Archive</source>
        <translation>归档</translation>
    </message>
    <message>
        <source>Copy the folder&apos;s path</source>
        <translation>复制文件夹路径</translation>
    </message>
    <message>
        <source>Remove from the list</source>
        <translation>移出列表</translation>
    </message>
    <message>
        <source>Move to trash: stop it first</source>
        <translation>移到回收站：请先停止训练</translation>
    </message>
    <message>
        <source>Move to trash</source>
        <translation>移到回收站</translation>
    </message>
    <message>
        <source>Show archived (%1)</source>
        <translation>显示已归档 (%1)</translation>
    </message>
    <message>
        <source>Continue it in the queue</source>
        <translation>在队列中继续</translation>
    </message>
    <message>
        <source>Empty the trash…</source>
        <translation>清空回收站…</translation>
    </message>
    <message>
        <source>1 run</source>
        <translation>1 次运行</translation>
    </message>
    <message>
        <source>%1 runs</source>
        <translation>%1 次运行</translation>
    </message>
    <message>
        <source>Empty the trash</source>
        <translation>清空回收站</translation>
    </message>
    <message>
        <source>Delete %1 in the trash for good?</source>
        <translation>永久删除回收站中的 %1？</translation>
    </message>
    <message>
        <source>This frees %1 and cannot be undone.</source>
        <translation>将释放 %1，且无法撤销。</translation>
    </message>
    <message>
        <source>Delete %1</source>
        <translation>删除 %1</translation>
    </message>
</context>
<context>
    <name>unimo::panels::RunTableModel</name>
    <message>
        <source>unreadable</source>
        <translation>无法读取</translation>
    </message>
    <message>
        <source>no status yet</source>
        <translation>暂无状态</translation>
    </message>
    <message>
        <source>Share of a step that is spent waiting for data, in percent</source>
        <translation>每步中等待数据的时间占比，以百分数计</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>运行</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>步</translation>
    </message>
    <message>
        <source>Loss</source>
        <translation>损失</translation>
    </message>
    <message>
        <source>Samples/s</source>
        <translation>样本/秒</translation>
    </message>
    <message>
        <source>Wait %</source>
        <translation>等待 %</translation>
    </message>
    <message>
        <source>event files</source>
        <translation>事件文件</translation>
    </message>
    <message>
        <source>Archived</source>
        <translation>已归档</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>分组</translation>
    </message>
    <message>
        <source>Began with version %1 of the data (Versions in Data)</source>
        <translation>以数据版本 %1 开始（见“数据”中的“版本”）</translation>
    </message>
</context>
<context>
    <name>unimo::panels::SampleBrowser</name>
    <message>
        <source>Samples</source>
        <translation>样本</translation>
    </message>
    <message>
        <source>Samples as a table</source>
        <translation>样本表格</translation>
    </message>
</context>
<context>
    <name>unimo::panels::SampleNotes</name>
    <message>
        <source>Rate with %1</source>
        <translation>评为 %1 分</translation>
    </message>
    <message>
        <source>Rate the selected samples with %1 (%1; 0 takes it away)</source>
        <translation>将所选样本评为 %1 分（%1 键；0 取消评分）</translation>
    </message>
    <message>
        <source>Add a tag (T)</source>
        <translation>添加标签 (T)</translation>
    </message>
    <message>
        <source>Add a tag</source>
        <translation>添加标签</translation>
    </message>
    <message>
        <source>Tags the selected samples</source>
        <translation>为所选样本添加标签</translation>
    </message>
    <message>
        <source>Take away the tag %1</source>
        <translation>移除标签 %1</translation>
    </message>
    <message>
        <source>Take this tag away from the selected samples</source>
        <translation>从所选样本移除此标签</translation>
    </message>
</context>
<context>
    <name>unimo::panels::SamplesView</name>
    <message>
        <source>Which samples</source>
        <translation>筛选样本</translation>
    </message>
    <message>
        <source>Captions and answers of the run&apos;s checkpoints appear here, step by step.</source>
        <translation>该运行各检查点的描述和答案按步显示在这里。</translation>
    </message>
    <message>
        <source>Samples over steps</source>
        <translation>各步的样本</translation>
    </message>
    <message>
        <source>All samples</source>
        <translation>全部样本</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>步</translation>
    </message>
    <message>
        <source>Sample</source>
        <translation>样本</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>文本</translation>
    </message>
</context>
<context>
    <name>unimo::panels::SceneGraphView</name>
    <message>
        <source>Scene graph</source>
        <translation>场景图</translation>
    </message>
    <message>
        <source>The caption names no things.</source>
        <translation>描述中没有提到任何物体。</translation>
    </message>
    <message>
        <source>The caption could not be read as a scene graph.</source>
        <translation>无法将该描述解析为场景图。</translation>
    </message>
</context>
<context>
    <name>unimo::panels::SettingRow</name>
    <message>
        <source>Differs from the preset</source>
        <translation>与预设不同</translation>
    </message>
    <message>
        <source>Reset %1</source>
        <translation>重置 %1</translation>
    </message>
    <message>
        <source>%1 to %2
</source>
        <translation>%1 至 %2
</translation>
    </message>
    <message>
        <source>  (can be changed while it runs)</source>
        <translation>  （运行中可修改）</translation>
    </message>
    <message>
        <source>Back to the preset&apos;s %1</source>
        <translation>恢复为预设值 %1</translation>
    </message>
</context>
<context>
    <name>unimo::panels::SettingsForm</name>
    <message>
        <source>Reset all</source>
        <translation>全部重置</translation>
    </message>
    <message>
        <source>Search settings</source>
        <translation>搜索设置</translation>
    </message>
    <message>
        <source>Back to the preset</source>
        <translation>恢复为预设</translation>
    </message>
    <message>
        <source>No setting matches.</source>
        <translation>没有匹配的设置。</translation>
    </message>
    <message>
        <source>as the preset</source>
        <translation>与预设相同</translation>
    </message>
    <message>
        <source>%1 changed</source>
        <translation>已修改 %1 项</translation>
    </message>
</context>
<context>
    <name>unimo::panels::SimilarityView</name>
    <message>
        <source>How alike pictures and texts of a contrastive batch are appears here, step by step, from runs that keep it (run.histogram_every).</source>
        <translation>对比批次中图片与文本的相似度按步显示在此，前提是运行保留了它（run.histogram_every）。</translation>
    </message>
    <message>
        <source>Similarity of pictures and texts</source>
        <translation>图文相似度</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>步</translation>
    </message>
    <message>
        <source>Moves through the steps; at its end it follows the run</source>
        <translation>在各步之间移动；置于末端则跟随运行</translation>
    </message>
    <message>
        <source>Save…</source>
        <translation>保存…</translation>
    </message>
    <message>
        <source>Save the matrix as PNG, SVG, PDF or CSV</source>
        <translation>将矩阵保存为 PNG、SVG、PDF 或 CSV</translation>
    </message>
    <message>
        <source>Similarity at step %1</source>
        <translation>第 %1 步的相似度</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>图片</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>文本</translation>
    </message>
    <message>
        <source>Step %1</source>
        <translation>第 %1 步</translation>
    </message>
    <message>
        <source>Positives (the diagonal) %1 on average, negatives %2. The own text is the most alike for %3 of %4 pictures. Temperature %5.</source>
        <translation>正例（对角线）平均 %1，负例 %2。%4 张图片中有 %3 张与自己的文本最相似。温度 %5。</translation>
    </message>
    <message>
        <source>Sample %1</source>
        <translation>样本 %1</translation>
    </message>
    <message>
        <source>Saved %1</source>
        <translation>已保存 %1</translation>
    </message>
</context>
<context>
    <name>unimo::panels::SingleView</name>
    <message>
        <source>The sample before (Left)</source>
        <translation>上一个样本（左）</translation>
    </message>
    <message>
        <source>The next sample (Right)</source>
        <translation>下一个样本（右）</translation>
    </message>
    <message>
        <source>Draw a box</source>
        <translation>画框</translation>
    </message>
    <message>
        <source>Delete the box</source>
        <translation>删除框</translation>
    </message>
    <message>
        <source>Delete the chosen box (Del)</source>
        <translation>删除所选的框（Del）</translation>
    </message>
    <message>
        <source>The sample before</source>
        <translation>上一个样本</translation>
    </message>
    <message>
        <source>The next sample</source>
        <translation>下一个样本</translation>
    </message>
    <message>
        <source>What is in it</source>
        <translation>框中是什么</translation>
    </message>
    <message>
        <source>Label of the chosen box</source>
        <translation>所选框的标签</translation>
    </message>
    <message>
        <source>What is in the chosen box (Enter)</source>
        <translation>所选框中是什么（Enter）</translation>
    </message>
    <message>
        <source>Its colour</source>
        <translation>颜色</translation>
    </message>
    <message>
        <source>Colour of what is in the chosen box</source>
        <translation>所选框中物体的颜色</translation>
    </message>
    <message>
        <source>A colour word, if it has one</source>
        <translation>颜色词（如果有）</translation>
    </message>
    <message>
        <source>Drag on the picture, or press Insert for one in the middle</source>
        <translation>在图片上拖动，或按 Insert 在中间画一个</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>第 %1 个，共 %2 个</translation>
    </message>
    <message>
        <source>No sample is selected</source>
        <translation>没有选择样本</translation>
    </message>
    <message>
        <source>This sample is a text: it has no picture</source>
        <translation>这个样本是文本：没有图片</translation>
    </message>
    <message>
        <source>Drag to draw a box. Click one to choose it, or press Tab.</source>
        <translation>拖动以画框。单击或按 Tab 选择框。</translation>
    </message>
    <message>
        <source>Drag it or its border; arrows move it, Shift with arrows resizes it.</source>
        <translation>拖动框或其边；方向键移动，Shift 加方向键改变大小。</translation>
    </message>
</context>
<context>
    <name>unimo::panels::SliceModel</name>
    <message>
        <source>All examples</source>
        <translation>全部样例</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>答案</translation>
    </message>
    <message>
        <source>Collection</source>
        <translation>来源集合</translation>
    </message>
    <message>
        <source>Words</source>
        <translation>词数</translation>
    </message>
    <message>
        <source>Objects</source>
        <translation>物体数</translation>
    </message>
    <message>
        <source>yes or no</source>
        <translation>是或否</translation>
    </message>
    <message>
        <source>number</source>
        <translation>数字</translation>
    </message>
    <message>
        <source>other</source>
        <translation>其他</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Fewer than %1 examples: too few to say anything of</source>
        <translation>少于 %1 个样例：不足以得出结论</translation>
    </message>
    <message>
        <source>95 % interval %1, over %2 examples</source>
        <translation>95 % 置信区间 %1，共 %2 个样例</translation>
    </message>
    <message>
        <source>Compared: %1, interval %2, over %3 examples</source>
        <translation>对比方：%1，区间 %2，共 %3 个样例</translation>
    </message>
    <message>
        <source>Difference %1 ± %2</source>
        <translation>差值 %1 ± %2</translation>
    </message>
    <message>
        <source>Tested on the %1 examples that both have, p = %2 after Holm</source>
        <translation>在两者共有的 %1 个样例上检验，经 Holm 校正 p = %2</translation>
    </message>
    <message>
        <source>They have no example in common: tested as two independent sets, p = %1 after Holm</source>
        <translation>两者没有共同样例：按两个独立集合检验，经 Holm 校正 p = %1</translation>
    </message>
    <message>
        <source>Slice</source>
        <translation>切片</translation>
    </message>
    <message>
        <source>n</source>
        <translation>n</translation>
    </message>
    <message>
        <source>95 % interval</source>
        <translation>95 % 区间</translation>
    </message>
    <message>
        <source>Compared</source>
        <translation>对比方</translation>
    </message>
    <message>
        <source>Difference</source>
        <translation>差值</translation>
    </message>
    <message>
        <source>p</source>
        <translation>p</translation>
    </message>
    <message>
        <source>Examples that have something in common. Choose one to list its examples.</source>
        <translation>有共同点的样例。选择一个切片以列出其样例。</translation>
    </message>
    <message>
        <source>How many examples the slice has</source>
        <translation>该切片的样例数</translation>
    </message>
    <message>
        <source>The mean over its examples</source>
        <translation>其样例的均值</translation>
    </message>
    <message>
        <source>Where the mean lies with 95 % confidence; questions about one picture count as one cluster</source>
        <translation>均值的 95 % 置信区间；同一图片的问题算作一个聚类</translation>
    </message>
    <message>
        <source>The same of the compared checkpoint</source>
        <translation>对比检查点的同一数值</translation>
    </message>
    <message>
        <source>Compared minus chosen; * where it is significant at 5 %</source>
        <translation>对比方减所选；* 表示在 5 % 水平上显著</translation>
    </message>
    <message>
        <source>How likely a difference as large is where there is none: a paired test (McNemar or Student), corrected after Holm for the slices of one kind</source>
        <translation>若实际没有差别，出现这样大差值的概率：配对检验（McNemar 或 Student），并对同类切片作 Holm 校正</translation>
    </message>
    <message>
        <source>Split</source>
        <translation>划分</translation>
    </message>
</context>
<context>
    <name>unimo::panels::SpaceChoice</name>
    <message>
        <source>Vectors of</source>
        <translation>向量取自</translation>
    </message>
    <message>
        <source>Common space: what the checkpoint compares pictures and texts by.
Input: regions and words before any attention.
A layer: the states that leave it, pictures and captions each encoded alone.</source>
        <translation>公共空间：检查点用来比较图片和文本的向量。
输入：任何注意力之前的区域和词。
某一层：该层输出的状态，图片和描述各自单独编码。</translation>
    </message>
    <message>
        <source>Pooling</source>
        <translation>池化</translation>
    </message>
    <message>
        <source>How the states of a layer become one vector: the first token ([IMG], [CLS]), the mean of all, or the mean of regions and words alone, without the special tokens that attention gathers in</source>
        <translation>一层的状态如何变成一个向量：首个标记（[IMG]、[CLS]）、全部的平均，或仅对区域和词取平均，不含注意力汇聚其中的特殊标记</translation>
    </message>
    <message>
        <source>First token</source>
        <translation>首个标记</translation>
    </message>
    <message>
        <source>Mean</source>
        <translation>平均</translation>
    </message>
    <message>
        <source>Regions and words</source>
        <translation>仅区域和词</translation>
    </message>
    <message>
        <source>Common space</source>
        <translation>公共空间</translation>
    </message>
    <message>
        <source>Input</source>
        <translation>输入</translation>
    </message>
    <message>
        <source>Layer %1</source>
        <translation>第 %1 层</translation>
    </message>
</context>
<context>
    <name>unimo::panels::StarModel</name>
    <message>
        <source>True rewrite</source>
        <translation>为真的改写</translation>
    </message>
    <message>
        <source>False rewrite</source>
        <translation>为假的改写</translation>
    </message>
    <message>
        <source>Retrieved text</source>
        <translation>检索到的文本</translation>
    </message>
    <message>
        <source>Retrieved picture</source>
        <translation>检索到的图片</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>kind of a rewrite: its rule</comment>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>Sample %1</source>
        <translation>样本 %1</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>种类</translation>
    </message>
    <message>
        <source>Similarity</source>
        <translation>相似度</translation>
    </message>
    <message>
        <source>Margin</source>
        <translation>间隔</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>文本</translation>
    </message>
    <message>
        <source>What it is, and by which rule a rewrite was made</source>
        <translation>它是什么；若是改写，由哪条规则生成</translation>
    </message>
    <message>
        <source>As training compares: a rewrite read together with the picture, what was retrieved encoded alone</source>
        <translation>与训练时的比较方式相同：改写与图片一起读入，检索到的内容单独编码</translation>
    </message>
    <message>
        <source>Of a negative: how far its caption is above it. Of a positive: how far it is above the hardest negative. Below 0: wrong.</source>
        <translation>负例：其描述比它高多少。正例：它比最难的负例高多少。小于 0：判错。</translation>
    </message>
    <message>
        <source>Its words; of a picture its sample</source>
        <translation>其文字；若是图片则为其样本</translation>
    </message>
</context>
<context>
    <name>unimo::panels::StarView</name>
    <message>
        <source>Zoom to it</source>
        <translation>缩放到此</translation>
    </message>
    <message>
        <source>Positives and negatives of the pair</source>
        <translation>图文对的正例和负例</translation>
    </message>
    <message>
        <source>A double click or Enter opens where it was made</source>
        <translation>双击或按回车可打开它的来源</translation>
    </message>
    <message>
        <source>Move the map to the pair and its star</source>
        <translation>把地图移动到该图文对及其星图</translation>
    </message>
    <message>
        <source>Nothing was rewritten or retrieved for this pair yet.</source>
        <translation>此图文对尚无改写或检索结果。</translation>
    </message>
    <message>
        <source>“%1” and its picture: similarity %2. A click on a point opens where it was made.</source>
        <translation>“%1”与其图片：相似度 %2。点击一个点可打开它的来源。</translation>
    </message>
    <message>
        <source>Choose a pair on the map.</source>
        <translation>请在地图上选择一个图文对。</translation>
    </message>
    <message>
        <source>&lt;p&gt;%1&lt;/p&gt;&lt;p&gt;%2 · similarity %3 · margin %4&lt;/p&gt;&lt;p&gt;Placed as encoded alone&lt;/p&gt;</source>
        <translation>&lt;p&gt;%1&lt;/p&gt;&lt;p&gt;%2 · 相似度 %3 · 间隔 %4&lt;/p&gt;&lt;p&gt;位置按单独编码所得&lt;/p&gt;</translation>
    </message>
</context>
<context>
    <name>unimo::panels::StateLine</name>
    <message>
        <source>⚠ Loader is the bottleneck</source>
        <translation>⚠ 数据加载是瓶颈</translation>
    </message>
    <message>
        <source>step %1 of %2</source>
        <translation>第 %1 / %2 步</translation>
    </message>
    <message>
        <source>step %1</source>
        <translation>第 %1 步</translation>
    </message>
    <message>
        <source>loss %1</source>
        <translation>损失 %1</translation>
    </message>
    <message>
        <source>%1 % done</source>
        <translation>已完成 %1 %</translation>
    </message>
    <message>
        <source>%1 left</source>
        <translation>剩余 %1</translation>
    </message>
    <message>
        <source>%1 % of a step is spent waiting for data. A faster disk, or precomputed region features, would speed training up.</source>
        <translation>每步有 %1 % 的时间在等待数据。更快的磁盘或预先计算的区域特征可加快训练。</translation>
    </message>
</context>
<context>
    <name>unimo::panels::TextEditor</name>
    <message>
        <source>Enter keeps the change, Esc takes it back</source>
        <translation>按 Enter 保留修改，按 Esc 放弃修改</translation>
    </message>
</context>
<context>
    <name>unimo::panels::TokenLabel</name>
    <message>
        <source>As the checkpoint that is asked counts them</source>
        <translation>按所询问的检查点的分词计数</translation>
    </message>
    <message>
        <source>%1 of %2 tokens</source>
        <translation>%1 / %2 个词元</translation>
    </message>
    <message>
        <source>%1 of %2 tokens: what is after “%3” is not read</source>
        <translation>%1 / %2 个词元：“%3”之后的内容不会被读取</translation>
    </message>
</context>
<context>
    <name>unimo::panels::TokenText</name>
    <message>
        <source>%1: probability %2 %</source>
        <translation>%1：概率 %2 %</translation>
    </message>
    <message>
        <source>Differs: %1</source>
        <translation>不同：%1</translation>
    </message>
</context>
<context>
    <name>unimo::panels::TrainPanel</name>
    <message>
        <source>Training needs a project with pictures and captions. Open or import one first.</source>
        <translation>训练需要一个含图片和描述的项目。请先打开或导入。</translation>
    </message>
    <message>
        <source>Go to Data</source>
        <translation>前往数据</translation>
    </message>
    <message>
        <source>Preset</source>
        <translation>预设</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>数据</translation>
    </message>
    <message>
        <source>Next run</source>
        <translation>下一次运行</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>命令</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Copies the command that starts the same run in a shell</source>
        <translation>复制可在 shell 中启动同一运行的命令</translation>
    </message>
    <message>
        <source>The command is on the clipboard</source>
        <translation>命令已复制到剪贴板</translation>
    </message>
    <message>
        <source>Stopping…</source>
        <translation>正在停止…</translation>
    </message>
    <message>
        <source>A checkpoint is written after the current step</source>
        <translation>当前步之后将写出检查点</translation>
    </message>
    <message>
        <source>%1 is set to %2 with the next step</source>
        <translation>从下一步起，%1 设为 %2</translation>
    </message>
    <message>
        <source>without a split</source>
        <translation>未划分</translation>
    </message>
    <message>
        <source>No sample is in the training split “%1”. Set the split in Data, or name another one under Data, Training split.</source>
        <translation>训练划分“%1”中没有样本。请在“数据”面板中设置划分，或在“数据”组的“训练划分”中指定其他划分。</translation>
    </message>
    <message>
        <source>%1 of training</source>
        <translation>%1 训练时长</translation>
    </message>
    <message>
        <source>%1 steps</source>
        <translation>%1 步</translation>
    </message>
    <message>
        <source>never: give minutes or steps</source>
        <translation>永不：请给定时长或步数</translation>
    </message>
    <message>
        <source>after %1</source>
        <translation>满 %1后</translation>
    </message>
    <message>
        <source> or </source>
        <translation>或 </translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Text starts from</source>
        <translation>文本起点</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>Ends</source>
        <translation>结束</translation>
    </message>
    <message>
        <source>Pausing…</source>
        <translation>正在暂停…</translation>
    </message>
    <message>
        <source>Resuming…</source>
        <translation>正在继续…</translation>
    </message>
    <message>
        <source>Starting…</source>
        <translation>正在启动…</translation>
    </message>
    <message>
        <source>Training starts: %1</source>
        <translation>训练启动：%1</translation>
    </message>
    <message>
        <source>The next run starts from %1. Choose its preset and objectives.</source>
        <translation>下一次运行将从 %1 开始。请选择预设和训练目标。</translation>
    </message>
    <message>
        <source>These are the settings of %1. Change them and start a new run.</source>
        <translation>这是 %1 的设置。修改后即可开始新的运行。</translation>
    </message>
    <message>
        <source>Processes</source>
        <translation>进程数</translation>
    </message>
    <message>
        <source>How many processes of this computer train the model together, each on a GPU of its own; without GPUs they share the cores</source>
        <translation>本机用多少个进程共同训练模型，每个进程使用一块 GPU；没有 GPU 时共享 CPU 核心</translation>
    </message>
</context>
<context>
    <name>unimo::panels::VersionsDialog</name>
    <message>
        <source>data of %1</source>
        <translation>%1 的数据</translation>
    </message>
    <message>
        <source>sample</source>
        <translation>样本</translation>
    </message>
    <message>
        <source>caption</source>
        <translation>描述</translation>
    </message>
    <message>
        <source>question</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>box</source>
        <translation>框</translation>
    </message>
    <message>
        <source>made of it</source>
        <translation>衍生内容</translation>
    </message>
    <message>
        <source>+ added</source>
        <translation>+ 添加</translation>
    </message>
    <message>
        <source>− removed</source>
        <translation>− 移除</translation>
    </message>
    <message>
        <source>≠ changed</source>
        <translation>≠ 修改</translation>
    </message>
    <message>
        <source>Keep it under this name</source>
        <translation>以此名称保留</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Runs that began with it</source>
        <translation>以它开始的运行</translation>
    </message>
    <message>
        <source>Named</source>
        <translation>命名时间</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>版本</translation>
    </message>
    <message>
        <source>Versions of the data</source>
        <translation>数据版本</translation>
    </message>
    <message>
        <source>Take the name away</source>
        <translation>去掉名称</translation>
    </message>
    <message>
        <source>Show what changed</source>
        <translation>显示变化</translation>
    </message>
    <message>
        <source>Sample</source>
        <translation>样本</translation>
    </message>
    <message>
        <source>What</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>变化</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>之前</translation>
    </message>
    <message>
        <source>After</source>
        <translation>之后</translation>
    </message>
    <message>
        <source>What changed between the versions</source>
        <translation>版本之间的变化</translation>
    </message>
    <message>
        <source>A name for the data as it is now</source>
        <translation>当前数据的名称</translation>
    </message>
    <message>
        <source>Name of the version</source>
        <translation>版本名称</translation>
    </message>
    <message>
        <source>The name of the chosen version; undo brings it back</source>
        <translation>所选版本的名称；撤销可恢复</translation>
    </message>
    <message>
        <source>From this version</source>
        <translation>从这个版本</translation>
    </message>
    <message>
        <source>To this version</source>
        <translation>到这个版本</translation>
    </message>
    <message>
        <source>From</source>
        <translation>从</translation>
    </message>
    <message>
        <source>to</source>
        <translation>到</translation>
    </message>
    <message>
        <source>Now: %1</source>
        <translation>当前：%1</translation>
    </message>
    <message>
        <source> (now)</source>
        <translation>（当前）</translation>
    </message>
    <message>
        <source> (not kept)</source>
        <translation>（未保留）</translation>
    </message>
    <message>
        <source>Its content is not in versions/: it cannot be compared</source>
        <translation>versions/ 中没有其内容：无法比较</translation>
    </message>
    <message>
        <source>the data now</source>
        <translation>当前数据</translation>
    </message>
    <message>
        <source>No version is kept yet. Give the data a name, or start a training run: each run keeps the version it began with.</source>
        <translation>还没有保留任何版本。请为数据命名，或开始一次训练：每次运行都会保留其开始时的版本。</translation>
    </message>
    <message>
        <source>Comparison of two versions</source>
        <translation>比较两个版本</translation>
    </message>
    <message>
        <source>Comparing…</source>
        <translation>正在比较…</translation>
    </message>
    <message>
        <source>samples</source>
        <translation>样本</translation>
    </message>
    <message>
        <source>captions</source>
        <translation>描述</translation>
    </message>
    <message>
        <source>questions</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>boxes</source>
        <translation>框</translation>
    </message>
    <message>
        <source>rewrites, retrieved and examples</source>
        <translation>改写、检索结果和示例</translation>
    </message>
    <message>
        <source>Nothing changed</source>
        <translation>没有变化</translation>
    </message>
    <message>
        <source>; the first %1 changes are listed</source>
        <translation>；列出前 %1 处变化</translation>
    </message>
</context>
<context>
    <name>unimo::panels::ViewsButton</name>
    <message>
        <source>by %1</source>
        <translation>按 %1</translation>
    </message>
    <message>
        <source>Views</source>
        <translation>视图</translation>
    </message>
    <message>
        <source>Queries with their order, kept under a name</source>
        <translation>以名称保存的查询及其排序</translation>
    </message>
    <message>
        <source>No views yet</source>
        <translation>还没有视图</translation>
    </message>
    <message>
        <source>Save this view…</source>
        <translation>保存此视图…</translation>
    </message>
    <message>
        <source>Delete a view</source>
        <translation>删除视图</translation>
    </message>
    <message>
        <source>Save this view</source>
        <translation>保存此视图</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
</context>
<context>
    <name>unimo::plots::CurvePlot</name>
    <message>
        <source>, step %1</source>
        <translation>，第 %1 步</translation>
    </message>
    <message>
        <source>Fit, enlarge, save this chart</source>
        <translation>适应窗口、放大、保存此图表</translation>
    </message>
    <message>
        <source>Menu of chart %1</source>
        <translation>图表 %1 的菜单</translation>
    </message>
    <message>
        <source>Enlarge</source>
        <translation>放大</translation>
    </message>
    <message>
        <source>Logarithmic y axis</source>
        <translation>对数 y 轴</translation>
    </message>
    <message>
        <source>Copy picture</source>
        <translation>复制图片</translation>
    </message>
    <message>
        <source>Save as %1…</source>
        <translation>保存为 %1…</translation>
    </message>
    <message>
        <source>Save all points as CSV…</source>
        <translation>将全部点保存为 CSV…</translation>
    </message>
    <message>
        <source>Save %1</source>
        <translation>保存 %1</translation>
    </message>
    <message>
        <source>Fit (double-click beside the curves, F)</source>
        <translation>适应窗口（双击曲线以外处，F）</translation>
    </message>
    <message>
        <source>%1 (1 run)</source>
        <translation>%1（1 个训练）</translation>
    </message>
    <message>
        <source>%1 (%2 runs)</source>
        <translation>%1（%2 个训练）</translation>
    </message>
    <message>
        <source>%1  (%2 to %3)</source>
        <translation>%1（%2 至 %3）</translation>
    </message>
</context>
<context>
    <name>unimo::plots::HistogramPlot</name>
    <message>
        <source>Histogram</source>
        <translation>直方图</translation>
    </message>
</context>
<context>
    <name>unimo::plots::HistogramTimePlot</name>
    <message>
        <source>How the values of %1 are distributed at each step: the brighter the denser; lines at 10, 50 and 90 %</source>
        <translation>%1 的值在每一步的分布：越亮越密集；线为 10%、50% 和 90% 分位</translation>
    </message>
    <message>
        <source>Fit, save this chart</source>
        <translation>适应窗口，保存此图表</translation>
    </message>
    <message>
        <source>Menu of chart %1</source>
        <translation>图表 %1 的菜单</translation>
    </message>
    <message>
        <source>median</source>
        <translation>中位数</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1%</translation>
    </message>
    <message>
        <source>values</source>
        <translation>数值个数</translation>
    </message>
    <message>
        <source>step %1</source>
        <translation>第 %1 步</translation>
    </message>
    <message>
        <source>step %1, median %2</source>
        <translation>第 %1 步，中位数 %2</translation>
    </message>
    <message>
        <source>Fit (double-click, F)</source>
        <translation>适应窗口（双击，F）</translation>
    </message>
    <message>
        <source>Save as %1…</source>
        <translation>另存为 %1…</translation>
    </message>
    <message>
        <source>Save all buckets as CSV…</source>
        <translation>将所有区间另存为 CSV…</translation>
    </message>
    <message>
        <source>Save %1</source>
        <translation>保存 %1</translation>
    </message>
</context>
<context>
    <name>unimo::plots::LanePlot</name>
    <message>
        <source>%1 %2  %3 %</source>
        <translation>%1 %2  %3 %</translation>
    </message>
</context>
<context>
    <name>unimo::plots::MatrixPlot</name>
    <message>
        <source>Confusion matrix</source>
        <translation>混淆矩阵</translation>
    </message>
    <message>
        <source>%1: %2. %3: %4. %5 of %6, %7 %</source>
        <translation>%1：%2。%3：%4。%5 / %6，%7 %</translation>
    </message>
    <message>
        <source>100 % of the row</source>
        <translation>该行的 100 %</translation>
    </message>
    <message>
        <source>%1: %2. %3: %4. %5</source>
        <translation>%1：%2。%3：%4。%5</translation>
    </message>
</context>
<context>
    <name>unimo::plots::PointMap</name>
    <message>
        <source>Picture</source>
        <translation>图片</translation>
    </message>
    <message>
        <source>Caption</source>
        <translation>描述</translation>
    </message>
    <message>
        <source>%1 similarity</source>
        <translation>%1 相似度</translation>
    </message>
</context>
<context>
    <name>unimo::plots::ValueTable</name>
    <message>
        <source>and %1 more</source>
        <translation>另有 %1 项</translation>
    </message>
</context>
<context>
    <name>unimo::shell::CommandPalette</name>
    <message>
        <source>Type a command</source>
        <translation>输入命令</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>命令</translation>
    </message>
    <message>
        <source>Commands</source>
        <translation>命令</translation>
    </message>
</context>
<context>
    <name>unimo::shell::JobRow</name>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Stop %1</source>
        <translation>停止“%1”</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>%1 left</source>
        <translation>剩余 %1</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
</context>
<context>
    <name>unimo::shell::JobsStrip</name>
    <message>
        <source>waiting</source>
        <translation>等待中</translation>
    </message>
    <message>
        <source>starting</source>
        <translation>启动中</translation>
    </message>
    <message>
        <source>training</source>
        <translation>训练中</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>已暂停</translation>
    </message>
    <message>
        <source>stopping</source>
        <translation>停止中</translation>
    </message>
    <message>
        <source>finished</source>
        <translation>已完成</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>lost</source>
        <translation>失联</translation>
    </message>
    <message>
        <source>Jobs</source>
        <translation>任务</translation>
    </message>
    <message>
        <source>%1, step %2</source>
        <translation>%1，第 %2 步</translation>
    </message>
    <message>
        <source>Telling the trainer</source>
        <translation>通知训练进程</translation>
    </message>
</context>
<context>
    <name>unimo::shell::ShortcutSheet</name>
    <message>
        <source>Shortcuts</source>
        <translation>快捷键</translation>
    </message>
    <message>
        <source>In the grid</source>
        <translation>在网格中</translation>
    </message>
    <message>
        <source>Move</source>
        <translation>移动</translation>
    </message>
    <message>
        <source>Arrow keys, Home, End</source>
        <translation>方向键、Home、End</translation>
    </message>
    <message>
        <source>Select more</source>
        <translation>多选</translation>
    </message>
    <message>
        <source>Shift or Ctrl with a click or arrow keys</source>
        <translation>Shift 或 Ctrl 加单击或方向键</translation>
    </message>
    <message>
        <source>Ask about the sample</source>
        <translation>就样本提问</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Enter</translation>
    </message>
    <message>
        <source>Move to trash</source>
        <translation>移到回收站</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Delete</translation>
    </message>
    <message>
        <source>In a plot</source>
        <translation>在图表中</translation>
    </message>
    <message>
        <source>Zoom</source>
        <translation>缩放</translation>
    </message>
    <message>
        <source>Wheel</source>
        <translation>滚轮</translation>
    </message>
    <message>
        <source>Drag</source>
        <translation>拖动</translation>
    </message>
    <message>
        <source>Zoom to a rectangle</source>
        <translation>框选缩放</translation>
    </message>
    <message>
        <source>Shift and drag</source>
        <translation>Shift 加拖动</translation>
    </message>
    <message>
        <source>Fit</source>
        <translation>适应窗口</translation>
    </message>
    <message>
        <source>Double-click</source>
        <translation>双击</translation>
    </message>
    <message>
        <source>Reset all keys</source>
        <translation>重置所有按键</translation>
    </message>
    <message>
        <source>Search actions and keys</source>
        <translation>搜索操作和按键</translation>
    </message>
    <message>
        <source>Everywhere (click a key to change it)</source>
        <translation>任何位置（点击按键即可更改）</translation>
    </message>
    <message>
        <source>In Rewrites</source>
        <translation>在“改写”面板中</translation>
    </message>
    <message>
        <source>Too easy, too hard, actually true or false, take back</source>
        <translation>太容易、太难、实际为真或为假、撤回</translation>
    </message>
    <message>
        <source>1, 2, 3, 0</source>
        <translation>1, 2, 3, 0</translation>
    </message>
    <message>
        <source>Keys of: %1</source>
        <translation>按键：%1</translation>
    </message>
    <message>
        <source>%1 has no keys any more: they are now those of %2.</source>
        <translation>“%1”不再有按键：它们现在属于“%2”。</translation>
    </message>
</context>
<context>
    <name>unimo::workbench::MainWindow</name>
    <message>
        <source>Jobs</source>
        <translation>任务</translation>
    </message>
    <message>
        <source>UNIMO Workbench</source>
        <translation>UNIMO Workbench</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>数据</translation>
    </message>
    <message>
        <source>Rewrites</source>
        <translation>改写</translation>
    </message>
    <message>
        <source>Retrieved</source>
        <translation>检索结果</translation>
    </message>
    <message>
        <source>Query</source>
        <translation>查询</translation>
    </message>
    <message>
        <source>Train</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>Monitor</source>
        <translation>监控</translation>
    </message>
    <message>
        <source>Map</source>
        <translation>嵌入图</translation>
    </message>
    <message>
        <source>Evaluate</source>
        <translation>评估</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>日志</translation>
    </message>
    <message>
        <source>⚠ %1</source>
        <translation>⚠ %1</translation>
    </message>
    <message>
        <source>%1 – UNIMO Workbench</source>
        <translation>%1 – UNIMO Workbench</translation>
    </message>
    <message>
        <source>&amp;Project</source>
        <translation>项目(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;New project…</source>
        <translation>新建项目(&amp;N)…</translation>
    </message>
    <message>
        <source>&amp;Open project…</source>
        <translation>打开项目(&amp;O)…</translation>
    </message>
    <message>
        <source>Open &amp;recent</source>
        <translation>打开最近项目(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Import a folder…</source>
        <translation>导入文件夹(&amp;I)…</translation>
    </message>
    <message>
        <source>Start the &amp;demo training</source>
        <translation>启动演示训练(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>退出(&amp;Q)</translation>
    </message>
    <message>
        <source>None yet</source>
        <translation>暂无</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>编辑(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>撤销(&amp;U)</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>重做(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Find samples</source>
        <translation>查找样本(&amp;F)</translation>
    </message>
    <message>
        <source>Move selection to &amp;trash</source>
        <translation>将所选样本移到回收站(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Paste a picture into Query</source>
        <translation>将图片粘贴到“查询”(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>视图(&amp;V)</translation>
    </message>
    <message>
        <source>Show %1</source>
        <translation>显示%1</translation>
    </message>
    <message>
        <source>Query: &amp;caption the picture</source>
        <translation>查询：描述图片(&amp;C)</translation>
    </message>
    <message>
        <source>Query: &amp;ask about the picture</source>
        <translation>查询：就图片提问(&amp;A)</translation>
    </message>
    <message>
        <source>Query: find &amp;pictures by a sentence</source>
        <translation>查询：用句子查找图片(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Theme</source>
        <translation>主题(&amp;T)</translation>
    </message>
    <message>
        <source>Theme: follow the &amp;system</source>
        <translation>主题：跟随系统(&amp;S)</translation>
    </message>
    <message>
        <source>Theme: &amp;light</source>
        <translation>主题：浅色(&amp;L)</translation>
    </message>
    <message>
        <source>Theme: &amp;dark</source>
        <translation>主题：深色(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Full screen</source>
        <translation>全屏(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Reset layout</source>
        <translation>重置布局(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>帮助(&amp;H)</translation>
    </message>
    <message>
        <source>&amp;Commands</source>
        <translation>命令(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Shortcuts</source>
        <translation>快捷键(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;About UNIMO Workbench</source>
        <translation>关于 UNIMO Workbench(&amp;A)</translation>
    </message>
    <message>
        <source>Light or dark</source>
        <translation>浅色或深色</translation>
    </message>
    <message>
        <source>Switch between light and dark</source>
        <translation>在浅色与深色之间切换</translation>
    </message>
    <message>
        <source>Name the new project&apos;s folder</source>
        <translation>为新项目的文件夹命名</translation>
    </message>
    <message>
        <source>Open a project</source>
        <translation>打开项目</translation>
    </message>
    <message>
        <source>About UNIMO Workbench</source>
        <translation>关于 UNIMO Workbench</translation>
    </message>
    <message>
        <source>&lt;h3&gt;UNIMO Workbench %1&lt;/h3&gt;&lt;p&gt;Curate image-text data, train UNIMO on it, watch it learn, and ask it.&lt;/p&gt;&lt;p&gt;Free software under the GNU General Public License, version 3 or later.&lt;/p&gt;</source>
        <translation>&lt;h3&gt;UNIMO Workbench %1&lt;/h3&gt;&lt;p&gt;整理图文数据，用其训练 UNIMO，观察其学习过程，并向其提问。&lt;/p&gt;&lt;p&gt;自由软件，依据 GNU 通用公共许可证第 3 版或更高版本发布。&lt;/p&gt;</translation>
    </message>
    <message>
        <source>&amp;Language</source>
        <translation>语言(&amp;L)</translation>
    </message>
    <message>
        <source>Language: follow the &amp;system</source>
        <translation>语言：跟随系统(&amp;S)</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>The window speaks the new language when the program starts again. Training goes on meanwhile.</source>
        <translation>程序重新启动后，窗口将使用新的语言。训练不会中断。</translation>
    </message>
    <message>
        <source>Start again now</source>
        <translation>立即重启</translation>
    </message>
    <message>
        <source>Later</source>
        <translation>稍后</translation>
    </message>
    <message>
        <source>&amp;Save the layout as…</source>
        <translation>将布局另存为(&amp;S)…</translation>
    </message>
    <message>
        <source>La&amp;youts</source>
        <translation>布局(&amp;Y)</translation>
    </message>
    <message>
        <source>None yet: arrange the panels, then save the layout</source>
        <translation>尚无布局：排列面板后保存即可</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>The layout %1 is gone.</source>
        <translation>布局“%1”已删除。</translation>
    </message>
    <message>
        <source>Save the layout</source>
        <translation>保存布局</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>The layout %1 is saved.</source>
        <translation>布局“%1”已保存。</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>This layout is of a version with other panels.</source>
        <translation>此布局来自面板不同的版本。</translation>
    </message>
    <message>
        <source>Commands  %1</source>
        <translation>命令  %1</translation>
    </message>
    <message>
        <source>Find any command by its name</source>
        <translation>按名称查找任意命令</translation>
    </message>
    <message>
        <source>Query: &amp;judge a statement</source>
        <translation>查询：判断陈述(&amp;J)</translation>
    </message>
    <message>
        <source>Open a project first: event files are listed beside its runs.</source>
        <translation>请先打开一个项目：事件文件会与项目的训练并列显示。</translation>
    </message>
    <message>
        <source>&amp;Check the data</source>
        <translation>检查数据(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Score the shown samples by the checkpoint</source>
        <translation>用检查点为所示样本打分(&amp;S)</translation>
    </message>
    <message>
        <source>Open TensorBoard &amp;event files…</source>
        <translation>打开 TensorBoard 事件文件(&amp;E)…</translation>
    </message>
    <message>
        <source>Ta&amp;g the selection</source>
        <translation>为所选样本添加标签(&amp;G)</translation>
    </message>
    <message>
        <source>&amp;Rename the run in Monitor</source>
        <translation>重命名“监视”中的训练(&amp;R)</translation>
    </message>
    <message>
        <source>Data: grid or &amp;table</source>
        <translation>数据：网格或表格(&amp;T)</translation>
    </message>
    <message>
        <source>Query: find pai&amp;rs like the picture</source>
        <translation>查询：查找与图片相似的图文对(&amp;R)</translation>
    </message>
    <message>
        <source>Query: &amp;why the first result, the evidence</source>
        <translation>查询：首个结果的依据(&amp;W)</translation>
    </message>
    <message>
        <source>Query: ask about all se&amp;lected samples</source>
        <translation>查询：询问所有选中的样本(&amp;L)</translation>
    </message>
    <message>
        <source>Data: one sample, to edit its &amp;boxes</source>
        <translation>数据：单个样本，编辑框(&amp;B)</translation>
    </message>
    <message>
        <source>Data: &amp;versions and what changed</source>
        <translation>数据：版本与变化(&amp;V)</translation>
    </message>
    <message>
        <source>Query: take a picture with a ca&amp;mera</source>
        <translation>询问：用摄像头拍照(&amp;M)</translation>
    </message>
</context>
<context>
    <name>unimo::workbench::RunNotices</name>
    <message>
        <source>%1 has finished: step %2, loss %3.</source>
        <translation>%1 已完成：第 %2 步，损失 %3。</translation>
    </message>
    <message>
        <source>%1 has failed: %2</source>
        <translation>%1 失败：%2</translation>
    </message>
    <message>
        <source>The process of %1 is gone. Its last checkpoint can be continued.</source>
        <translation>%1 的进程已消失。可从其最近的检查点继续。</translation>
    </message>
    <message>
        <source>%1 has made no step for %2.</source>
        <translation>%1 已有 %2 没有进展。</translation>
    </message>
</context>
<context>
    <name>unimo::workbench::StatusLine</name>
    <message>
        <source>Memory of this window, its model included</source>
        <translation>此窗口占用的内存，含其模型</translation>
    </message>
    <message>
        <source>Where the model of this window computes</source>
        <translation>此窗口的模型所用的计算设备</translation>
    </message>
    <message>
        <source>%1 selected of %2</source>
        <translation>已选 %1 / %2</translation>
    </message>
    <message>
        <source>no checkpoint</source>
        <translation>无检查点</translation>
    </message>
    <message>
        <source>checkpoint step %1%2</source>
        <translation>检查点：第 %1 步%2</translation>
    </message>
    <message>
        <source> (live)</source>
        <translation>（实时）</translation>
    </message>
</context>
</TS>
