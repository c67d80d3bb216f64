### 云雀的中文。与 en.ftl 的标识符相同；由测试保证。

## 窗口各部分
profiles = 配置
connection = 连接
compose = 要发送的内容
messages = 消息
details = 详情
status = 统计
splitter = 调整详情区大小
splitter-sidebar = 配置列表的宽度
splitter-compose = 登录、服务和消息的宽度
sidebar-show = 显示配置列表
sidebar-fold = 隐藏配置列表
drawer = 登录、服务和消息

## 常用词
new = 新建
open = 打开…
import = 导入…
save = 保存
save-as = 另存为…
export = 导出…
rename = 重命名
duplicate = 复制一份
delete = 删除
cancel = 取消
close = 关闭
copy = 复制
undo = 撤销
dismiss = 关闭提示
start = 启动
stop = 停止
system = 跟随系统
menu-profile = 配置
menu-transcript = 会话记录
menu-view = 视图
menu-help = 帮助
palette = 查找命令
palette-hint = 输入命令的几个字：中文、英文或拼音首字母
palette-none = 没有匹配的命令。
profile-switch = 切换配置
profile-switch-hint = 输入配置名称或 URL 中的几个字
profile-switch-none = 没有匹配的配置。
profile-share = 分享配置…
show-in-folder = 在文件夹中显示
send-message = 发送消息
run-scenario = 运行场景
go-to-url = 转到 URL
filter-messages = 筛选消息
find-next-match = 下一个结果
find-previous-match = 上一个结果
next-fault = 下一个错误
previous-fault = 上一个错误
clear-messages = 清空消息
tab-next = 下一个标签页
tab-previous = 上一个标签页
times-utc = 以 UTC 显示时间
zoom-in = 放大
zoom-out = 缩小
region-next = 下一个区域
region-previous = 上一个区域
language-en = English
language-zh = 简体中文
menu = 菜单
sent = 已发送
received = 已接收

## 配置
profiles-search = 查找配置
profiles-none = 还没有配置。新建只需名称和 URL。
profiles-none-found = 没有名称或 URL 匹配的配置。
profile-untitled = 新配置
profile-live = 已连接
profile-dirty = 有未保存的修改
profile-unsaved = 尚未保存
profile-show = 显示
profile-copy-of = { $name } 副本

## 演示服务器
demo = 演示服务器
demo-about = 本机服务器，使用原始脚本的协议。
demo-start-about = 只启动服务器，不连接
demo-connect-about = 必要时启动服务器，并连接到它
try-demo = 试用演示服务器
try-demo-about = 一键完成：在本机启动服务器、连接并登录。数据不会离开你的电脑。

## 首次运行
welcome = 查看、驱动和检验 WebSocket 服务器
welcome-about = 连接、登录、发送文本或二进制消息，查看每条回复，并完整记录每个字节。
welcome-url = 连接自己的服务器：在上方输入网址，按 Enter 即可。
welcome-example = 打开原始脚本的配置
welcome-new = 新建配置

## 菜单
language = 语言
theme = 主题
theme-light = 浅色
theme-dark = 深色
open-logs = 打开日志文件夹
open-transcripts = 打开会话记录文件夹
open-transcript = 打开会话记录…
file-viewed = 会话记录 { $name }
file-close = 关闭会话记录
shortcuts = 键盘快捷键
about = 关于 Wirelark
about-text = 查看、驱动和检验 WebSocket 服务器的桌面工具。无需账号，不收集数据。
about-copy = 复制版本号
about-logs = 日志
about-transcripts = 会话记录

## macOS 菜单栏，用系统的说法
menu-app = Wirelark
menu-file = 文件
menu-edit = 编辑
menu-window = 窗口
menu-services = 服务
menu-hide = 隐藏 Wirelark
menu-hide-others = 隐藏其他
menu-show-all = 全部显示
menu-quit = 退出 Wirelark
menu-redo = 重做
menu-cut = 剪切
menu-paste = 粘贴
menu-select-all = 全选
menu-full-screen = 切换全屏幕
menu-minimize = 最小化
menu-zoom = 缩放
menu-bring-all-to-front = 前置全部窗口

## 无法启动时的消息框
startup-failed = Wirelark 无法启动。
startup-webview-missing = Wirelark 需要 Microsoft Edge WebView2 运行时，但尚未安装。请从 https://developer.microsoft.com/microsoft-edge/webview2/ 安装，然后重新启动 Wirelark。
startup-webview-old = 已安装的 Microsoft Edge WebView2 运行时版本过旧。请从 https://developer.microsoft.com/microsoft-edge/webview2/ 安装新版本，然后重新启动 Wirelark。

## 连接
url = 服务器 URL
for-example = 例如 { $value }
url-placeholder = 例如 ws://127.0.0.1:9000/
connect = 连接
disconnect = 断开
run = 运行“{ $name }”
run-which = 选择要运行的场景
run-stop = 停止“{ $name }”
state-file = 文件
state-idle = 未连接
state-resolving = 正在解析
state-connecting = 正在连接
state-proxy = 正在连接代理
state-tls = TLS 握手
state-upgrading = 正在升级
state-open = 已连接
state-login-sent = 已连接，登录已发送
state-logging-in = 正在登录
state-loggedIn = 已登录
state-closing = 正在关闭
state-waiting-for = { $seconds } 秒后重新连接
state-attempt = （第 { $attempt } 次，共 { $of } 次）
connect-now = 立即连接
connect-now-about = 不再等待，立即重新连接
lost = 连接意外断开。{ $how }
lost-1006 = 连接在没有关闭帧的情况下结束（1006）。
state-closed = 已关闭
state-closed-code = 已关闭 { $code }
state-failed = 失败
state-failed-for = { $why ->
    [refused] 失败：连接被拒绝
    [http] 失败：HTTP { $status }
    [tls] 失败：TLS
    [dns] 失败：找不到主机
    [timeout] 失败：超时
    [proxy] 失败：代理
    [redirect] 失败：重定向
    [upgrade] 失败：不是 WebSocket
   *[tcp] 失败：无法连接
}
url-use = 改用 { $url }
closed-how = { $by }以关闭码 { $code } 关闭了连接。
closed-by-us = Wirelark
closed-by-server = 服务器
closed-by-network = 网络
farewell = 其他断开方式
farewell-with = 指定关闭码和原因…
farewell-abort = 直接中断，不发关闭帧
farewell-reset = 重置 TCP（RST）
farewell-title = 关闭连接
farewell-code = 关闭码
farewell-known = 有名称的关闭码
farewell-other = 其他
farewell-reason = 原因
farewell-forbidden = 端点只能发送 1000–1003、1007–1014 和 3000–4999。其他关闭码可用菜单中的“违规操作”发送。
farewell-count = { $count } / { $most } 字节
farewell-long = 超出了关闭帧的容量。
close-code-1000 = 正常关闭
close-code-1001 = 离开
close-code-1002 = 协议错误
close-code-1003 = 不支持的数据类型
close-code-1004 = 保留，未定义含义
close-code-1005 = 没有收到关闭码
close-code-1006 = 没有关闭帧就结束
close-code-1007 = 数据与类型不符（如文本不是 UTF-8）
close-code-1008 = 违反策略
close-code-1009 = 消息过大
close-code-1010 = 缺少必需的扩展
close-code-1011 = 服务器内部错误
close-code-1012 = 服务器正在重启
close-code-1013 = 请稍后再试
close-code-1014 = 网关错误
close-code-1015 = TLS 握手失败
close-code-private = 私有关闭码
close-code-registered = 在 IANA 注册的关闭码
close-code-reserved = 为协议保留，未定义含义
close-code-none = 不是关闭码
closed-no-code = 关闭帧没有关闭码，以 1005 表示。
closed-forbidden = （RFC 6455 不允许实际发送此关闭码。）
closed-unanswered = 服务器没有回复 Wirelark 的关闭帧：TCP 已结束，或关闭超时（1006）。
closed-aborted = 已中断：未发关闭帧就断开了 TCP（1006）。
closed-broken = 连接在没有关闭帧的情况下结束（1006）。请重新连接；如果再次发生，请查看服务器日志。
send-more = 更多发送方式
send-ping = 作为 ping 发送
send-pong = 作为 pong 发送
send-control-about = 控制帧最多 { $most } 字节；当前 { $size } 字节。
send-control-long = { $size } 字节超出控制帧的上限：最多 { $most } 字节。
misbehave = 违规操作…
misbehave-title = 故意违反协议
misbehave-about = 这里发送的内容违反 RFC 6455，用于观察服务器如何应对。请只用于你有权测试的服务器。只有点击后才会发送。
misbehave-kind = 操作
misbehave-group-messages = 消息
misbehave-group-frames = 帧
misbehave-group-control = 控制帧和关闭
misbehave-group-connection = 连接和原始字节
misbehave-preview = 实际发送的字节
misbehave-nothing = 不会发送任何字节。
misbehave-send = 发送
misbehave-do = 执行
misbehave-sent = 见第 { $row } 行。
misbehave-step = 复制为场景步骤
misbehave-step-about = 用于配置中场景的步骤（JSON）
notice-step-copied = 已复制为场景步骤
act-text_as_binary = 二进制消息中的文本
act-text_as_binary-about = 用二进制操作码发送文本的字节。协议允许，但多数应用并不期待。
act-binary_as_text = 文本消息中的字节
act-binary_as_text-about = 文本必须是 UTF-8。若这些字节不是，服务器会以 1007 关闭。
act-invalid_utf8 = 不是 UTF-8 的文本
act-invalid_utf8-about = 开头正常，其中夹有不是 UTF-8 的字节。服务器会以 1007 关闭。
act-fragments = 分片消息
act-fragments-about = 按你指定的大小分片，片间可插入控制帧。协议允许，但服务器常处理出错。
act-interrupted = 消息中插入消息
act-interrupted-about = 先发一条消息的首帧，再发另一条完整消息。服务器会以 1002 关闭。
act-continuation = 没有起始帧的延续帧
act-continuation-about = 没有开始消息就发延续帧。服务器会以 1002 关闭。
act-wrong_length = 长度错误
act-wrong_length-about = 填得比实际大，服务器会等待，并把后续内容当作载荷；填得小，多余部分会被当作帧。
act-reserved_bits = 保留位
act-reserved_bits-about = 未协商扩展时 RSV1 到 RSV3 没有含义。服务器会以 1002 关闭。
act-reserved_opcode = 保留操作码
act-reserved_opcode-about = RFC 6455 留待将来使用的操作码。服务器会以 1002 关闭。
act-unmasked = 不加掩码
act-unmasked-about = 客户端的每一帧都必须加掩码。服务器会以 1002 关闭。
act-wrong_mask = 掩码错误
act-wrong_mask-about = 实际使用的密钥与帧头不同：服务器看到的是别的字节，文本多半不再是 UTF-8。
act-oversized_control = 控制帧过大
act-oversized_control-about = 控制帧最多 125 字节。服务器会以 1002 关闭。
act-fragmented_control = 分片的控制帧
act-fragmented_control-about = 控制帧不能分片。服务器会以 1002 关闭。
act-close = 任意关闭码
act-close-about = 可用 1005、1006、65535，过长的原因，或没有关闭码。此后不再发送任何内容，只等待服务器的关闭帧。
act-close_bytes = 任意字节的关闭帧
act-close_bytes-about = 例如单个字节，即半个关闭码。此后不再发送任何内容。
act-no_pong = 不再回复 pong
act-no_pong-about = 此连接不再回复 ping。用 ping 探测的服务器会认为客户端已失联。
act-half_close = 半关闭
act-half_close-about = 关闭 TCP 的发送方向（FIN），不发关闭帧。仍读取服务器的内容，但不能再发送。
act-raw = 原始字节
act-raw-about = 只发这些字节：没有帧头，没有掩码。之后的内容可能被当作其中一部分。
act-field-text = 文本
act-field-hex = 字节
act-field-bad = 不是 UTF-8 的字节
act-field-content = 载荷
act-as-text = 文本
act-as-hex = 字节
act-field-claims = 帧头中的长度
act-claims-number = 请填写整数。
act-field-sizes = 各片大小
act-sizes-number = 请填写用逗号分隔的整数，例如 1, 2, 100。
act-field-between = 片间插入
act-between-none = 无
act-field-bits = 位
act-field-opcode = 操作码
act-field-control = 控制帧
act-field-size = 载荷字节数
act-size-number = 请填写整数。
act-field-code = 关闭码
act-code-number = 0 到 65535；留空表示没有关闭码。
act-field-reason = 原因
frame-continuation = 延续
frame-text = 文本
frame-binary = 二进制
frame-close = 关闭
frame-ping = ping
frame-pong = pong
frame-reserved = 保留
frame-no-fin = 不是消息的最后一帧
frame-length = { $length } 字节
frame-came = （实有 { $count } 字节）
frame-masked = 掩码 { $key }
frame-unmasked = 无掩码
frame-head = 帧头 { $count } 字节
frame-rest = { $count } 字节不足一个帧头
other-connected = 表格显示的是“{ $name }”；在连接此配置之前它保持连接。
refusal = 服务器响应
refusal-empty = （无响应体）

## 自动回复与心跳
replies-and-heartbeats = 自动回复与心跳
replies-none = 自动回复消息，或按间隔发送消息，以保持会话。
replies-edit = 编辑…
replies-on = 自动发送
replies-sent = 已发送：{ $replies } 条回复，{ $heartbeats } 次心跳
replies-skipped = （共 { $count } 条未发送）
replies = 自动回复
replies-about = 收到符合筛选条件的消息时，发送此消息。其中 {"{{"}received.field.id{"}}"} 代表所收消息的字段；也可以使用 {"{{"}received.text{"}}"}、{"{{"}received.size{"}}"} 和 {"{{"}received.code{"}}"}。
reply-when = 收到消息时（筛选条件）
reply-send = 发送
reply-after = 延迟
reply-at-once = 立即
reply-times = 次数
reply-always = 不限
reply-add = 添加自动回复
heartbeats = 心跳
heartbeats-about = 连接期间（登录成功后）按间隔重复发送。
heartbeat-every = 间隔
heartbeat-add = 添加心跳
message-own = 此消息：
message-own-packed = struct 消息：请在配置文件中编辑，或先保存为消息再选用。
body-text = 文本
body-json = JSON
body-hex = 十六进制

## 登录
login = 登录
none-here = 无
login-none = 没有登录。如果服务器要求先登录，请添加字段。
login-add = 添加字段
login-on-connect = 连接时发送
login-send = 发送登录
login-again = 重新发送
login-sent = 已发送
login-waiting = 等待回复…
login-refused = 被拒绝
login-reply = 登录成功的标志
login-reply-any = 不检查
login-reply-short = { $within } 内收到 { $code }
login-reply-about = 第一条符合筛选条件（或消息码相同）的回复表示“已登录”。都留空则不等待。
login-reply-filter = 筛选条件
login-refused-when = 登录被拒的标志（筛选条件）
login-kind = 登录发送的内容
login-kind-fields = 由字段组成的 JSON 对象
login-kind-messages = 任意类型的消息
login-messages-count = 共 { $count } 步（消息或等待的回复）。
login-messages = 登录消息
login-messages-about = 连接后按此顺序发送，每次重连后重新发送。填写了等待条件时，收到相应回复后才发送下一条；最后一条的回复由“登录成功的标志”判断。
login-message-add = 添加消息
login-expect = 然后等待（筛选条件）
login-expect-none = 不等待
login-only-waits = （不发送）
login-reply-code = 回复的消息码
login-reply-within = 时限
field-name = 名称
field-value = 值
field-type = 值的类型
field-mask = 设为机密：不会写入任何文件
field-unmask = 将机密改为普通值
field-more = 更多
field-up = 上移
field-down = 下移
field-remove = 移除
field-reveal = 显示机密
field-secret = 机密 { $name } 的值
field-secret-placeholder = 连接时询问
secret-ask = 请输入 { $name } 的值，然后按 Enter。
type-string = 文本
type-number = 数字
type-boolean = 布尔
type-null = null
type-json = JSON

## 服务
services = 服务
set-services = 设置服务
set-services-about = 发送 int32 2 和所选名称的 JSON 列表
free = 停止推送（Free）
free-about = 发送 int32 0 和 int8 0：服务器停止推送
service-add = 添加服务
service-name = 名称，按 Enter
service-remove = 移除 { $name }

## 消息
message = 消息
message-type = 消息类型
message-text = 文本
message-json = JSON
message-hex = 十六进制
message-text-placeholder = 输入消息。↑ 找回最近发送的。
message-json-placeholder = 例如 {"{"}"command": 2{"}"}
message-hex-placeholder = 例如 02 00 00 00 5b 5d
message-save = 加入已存消息
json-style = JSON 风格
style-compact = 紧凑
style-python = Python
style-typed = 原样
send = 发送
send-closed = 请先连接
reply = 回复
reply-waiting = 等待回复…
reply-none = 尚无回复
saved = 已存消息
saved-none = 还没有已存消息。点击上方的“加入已存消息”即可保存输入的消息。
saved-send = 发送“{ $name }”
saved-unnamed = （无名称）
saved-edit = 放入消息框
message-packed = struct
message-file = 文件
message-file-path = 要发送的文件的路径
message-file-choose = 选择…
message-file-as = 消息类型
message-file-about = 发送时读取，最大 1 GiB。相对路径从配置所在的文件夹算起。
insert = 插入变量或生成器
paste = 粘贴并识别
line-ends-lf = LF
line-ends-lf-about = 各行以 LF 结尾。
line-ends-crlf = CR LF
line-ends-crlf-about = 各行以 CR LF 结尾。
line-ends-cr = CR
line-ends-cr-about = 各行以 CR 结尾。
line-ends-mixed = 混合
line-ends-mixed-about = 各行的换行符不一致。
line-ends-change = 点击可将所有换行符改为 { $to }。
escapes = 转义
escapes-off-about = 转义已关闭：反斜杠按原样发送。点击后，\n、\r、\t、\0、\e、\x1e 和 \u{"{"}2028{"}"} 表示相应的字符。
escapes-on-about = 转义已开启：\n、\r、\t、\0、\e、\x1e 和 \u{"{"}2028{"}"} 表示相应的字符，\\ 表示反斜杠，\{"{"} 表示花括号。点击后反斜杠按原样发送。
terminator-off = 无结束符
terminator-on-about = 文本之后会发送 { $end }。点击可让这条消息不带结束符。
terminator-off-about = 这条消息不带配置的结束符 { $end }。点击可恢复。
invisible = 不可见字符：{ $names }
paste-about = 粘贴：可识别 Python、十六进制、C 数组、base64 等
editing = 正在编辑“{ $name }”
editing-end = 新建消息
saved-update = 更新已存消息
format = 格式串
byte-order = 字节序与大小
prefix-standard = 标准
prefix-little = 小端
prefix-big = 大端
prefix-network = 网络序
prefix-native = 本机
packed-add = 字段
types-integers = 整数
types-floats = 浮点数
types-others = 其他
type-of-s = 字节串
type-of-p = 带长度字节的字节串
type-of-x = 填充
padding = 填充
align = 对齐
fields-too-many = 仅显示前 { $count } 个字段。
field-length = 字节数
field-range = { $low } 到 { $high }
field-value-of = { $name } 的值
field-labels = { $name } 的标签
field-computed = 自动计算
field-from-bits = 由位域组成
bit = 第 { $bit } 位
bits = 第 { $from }–{ $to } 位
layout = 消息格式
layout-none = 无：按格式串
tail = 尾部
tail-type = 字段之后的内容
tail-none = 无
tail-text = 文本
tail-json = JSON
tail-hex = 十六进制
tail-services = 已选服务
tail-items = 列表项
tail-text-placeholder = 文本
tail-json-placeholder = 例如 ["first", "test"]
tail-hex-placeholder = 例如 5b 5d
tail-services-about = 作为 JSON 列表：{ $names }
item = 第 { $number } 项
item-add = 项
item-remove = 移除第 { $number } 项
wire-label = 实际发送的字节，共 { $size } 个
wire-more = … 另有 { $count } 个
wire-asked = 发送时询问：{ $names }
python-copy = 复制为一行 Python
paste-taken = { $count ->
    [1] 识别为 { $what }
   *[other] 识别为 { $what }，共 { $count } 条消息
}
paste-use-packed = 用作 struct 消息
paste-use = 用作{ $type }
paste-keep-all = 保存这 { $count } 条消息
paste-text = 保留为文本
paste-others = 其他解读
paste-as = 作为{ $what }
taken-python = Python
taken-python_bytes = Python 字节串
taken-python_pack = Python struct.pack
taken-python_json = Python json.dumps
taken-json = JSON
taken-hex = 十六进制
taken-byte_list = 字节列表
taken-decimal_bytes = 十进制字节
taken-escapes = 转义字节
taken-base64 = base64
taken-data_url = data URL
taken-text = 文本
repeat = 重复发送…
repeat-times = 次数
repeat-endless = 直到停止
repeat-every = 间隔
repeat-start = 开始
repeat-going = 已发送 { $sent } 条
repeat-going-of = 已发送 { $sent } / { $times } 条
repeat-done = 已发送 { $sent } 条。
repeat-closed = 连接已关闭，共发送 { $sent } 条。
variables = 变量
variables-edit = 变量…
variables-about = URL、登录和消息中的 { "{{name}}" } 会替换为变量的值；缺少的值会在使用时询问。
variables-asked = 询问时输入，窗口关闭前有效
variable-add = 添加变量
variable-forget = 忘记 { $name }
variable-bad-name = 名称以字母开头，其后可用字母、数字、_ . 或 -
variable-generator = 这是生成器的名称。
variable-twice = 已有同名变量。
ask-variables = 需要变量的值
unknown-keys = 此版本不认识该配置文件中的 { $count } 个键，它们不起作用，但会保留在文件中：
ask-secret = 需要机密的值
ask-secret-server = 用于“{ $name }”，将发送到
ask-variables-about = 保留到窗口关闭，绝不写入文件。
ask-go = 继续
generators = 生成器
generator-counter = 1、2、3 …
generator-counter-name = 独立的计数器
generator-unix = 时间，秒
generator-unix_ms = 时间，毫秒
generator-unix_us = 时间，微秒
generator-uuid = 每次新建
generator-random = 范围内随机
generator-length = 尾部字节数
generator-literal-name = 按 { "{{name}}"} 原样发送，不替换
saved-more = { $name } 的更多操作
saved-repeat = 发送 10 次，间隔 500ms
saved-group-item = 分组…
saved-group-name = 分组（可留空）
saved-key = 快捷键…
saved-key-of = “{ $name }”的快捷键
saved-key-none = 无
key-conflict = “{ $name }”已使用此快捷键

## 表格
table = 消息
tools = 消息工具
find = 在显示的行中查找
find-scanning = 正在查找
find-hits = 找到 { $count } 条消息
filter-clear = 清除筛选
follow = 跟随
follow-about = 跟随最新消息
tools-more = 更多工具
clear = 清空
clear-about = 清空表格；录制的内容全部保留
fresh = { $count } 条新消息
column-row = #
column-time = 时间
column-direction = 方向
column-kind = 类型
column-size = 大小
column-wire = 传输大小
column-code = 消息码
column-preview = 预览
kind-text = 文本
kind-binary = 二进制
kind-ping = ping
kind-pong = pong
kind-close = 关闭
kind-marker = 事件
kind-raw = 原始
joined-rows = 第 { $first }–{ $last } 行
joined-part = 始于第 { $first } 行
joined-begins = 第一部分
too-short = 太短
rows-selected = { $count ->
    [0] 未选择行
   *[other] 已选 { $count } 行
}
empty-idle = 未连接
empty-idle-about = 连接到此配置的服务器，或先用演示服务器试试。
empty-connecting = 正在连接…
empty-open = 已连接，还没有消息。
empty-open-about = 收发的消息会显示在这里。
empty-cleared-about = 较早的消息已清出视图；新消息会显示在这里。
empty-searching = 正在查找…
empty-filter = 没有匹配的消息
empty-filter-about = 没有匹配“{ $text }”的消息；新的匹配消息会自动显示。

## 详情
details-none = 选择一条消息以查看其内容。
details-empty = 此消息为空。
details-beside = 将详情放到右侧
details-below = 将详情放到下方
details-whole = 整条消息
details-no-room = 窗口太窄，右侧放不下详情
details-fold = 收起详情
details-unfold = 展开详情
details-text = 文本
details-json = JSON
details-hex = 十六进制
details-copy-text = 复制文本
details-copy-json = 复制 JSON
details-copy-hex = 复制十六进制
copy-as = 复制完整载荷
wrap = 自动换行
json-offset = { $offset } 个字节之后：
hex-label = 十六进制载荷，{ $size } 字节

## 统计
count-received = 接收
count-stored = 已存
count-shown = 显示
count-lost = 丢失
received-about = 收到的消息数
stored-about = 已写入会话记录文件的消息数（收发合计）
shown-about = 表格中的行数
lost-about = 收发时未能存储的消息数
count-faults = 有错误的行：
count-faults-so-far = 已发现有错误的行：
faults-about = 有错误的行。点击只显示这些行；按 F8 转到下一个。
rate = { $rate } 条/秒
bytes-about = 收到的载荷字节数；会话记录文件为 { $file }
delay = 回复 { $delay }
delay-about = 从最近一条发送的消息到它的回复
elapsed-about = 连接打开以来的时间
limited = 磁盘比服务器慢：已暂缓接收，没有丢失
spoken = 已收到 { $received } 条消息

## 提示
notice-saved = 已保存“{ $name }”
notice-drafts = 上次未保存的内容已恢复。
notice-drafts-without = 上次未保存的内容已恢复。草稿不含登录值和密码，请重新填写。
notice-exported = 副本已写入 { $path }
notice-deleted = 已删除“{ $name }”
send-again = 再次发送
into-box = 放入消息框
keep-row = 存为消息
notice-sent-again = 已再次发送第 { $row } 行
notice-in-box = 第 { $row } 行已放入消息框
key-into-box = 将所选行放入消息框
error-row_too_long = { $size } 字节太多，最多 { $most } 字节。
    .try = 请将载荷保存到文件。
error-row_not_sendable = 只有文本、二进制、ping 和 pong 可以再次发送。
show-context = 显示前后消息
show-context-about = 显示所有消息，并停在这一条
key-context = 筛选时：在全部消息中显示所选的一条
notice-context = 已显示所有消息；原筛选为“{ $filter }”
notice-unlisted = 已将“{ $name }”移出列表；文件保留在原处
notice-in-history = 之前的消息保留在“历史”中
notice-cleared = 已清空 { $count } 条消息
notice-copied = 已复制 { $size }
notice-copied-compact = 已将 { $size } 复制为一行：缩进后会过长
notice-copied-rows = 已复制 { $count } 行
notice-copied-report = 已复制 { $count } 行的报告，其中含有前后的消息：分享前请检查有无机密
notice-message-kept = 已将“{ $name }”加入已存消息。保存配置后才会保留。
notice-updated = 已更新“{ $name }”。保存配置后才会保留。
notice-python = 已复制这行 Python
notice-pasted = { $what } 已放入消息框
notice-pasted-many = 已加入 { $count } 条已存消息。保存配置后才会保留。
notice-clipboard-empty = 剪贴板中没有文本。
notice-key-moved = { $key } 现在发送“{ $to }”，不再发送“{ $from }”

## 快捷键
key-send = 发送消息
key-saved = 发送使用此快捷键的已存消息
key-move = 移动已存消息或字段
key-url = 转到 URL；Enter 连接
key-save = 保存配置
key-new = 新建配置
key-find = 在显示的行中查找
key-clear = 清空表格
key-rename = 重命名配置
key-duplicate = 复制一份配置
key-delete = 删除配置（可撤销）
key-menu = 配置或行的菜单
key-sidebar = 显示或隐藏配置列表
key-compose = 显示或隐藏登录、服务和消息
key-zoom = 缩放界面（也可用 { $key } 加滚轮）
key-zoom-back = 实际大小
key-history = 消息框中：之前的消息
key-ends = 第一条消息；最新消息并跟随
key-select = 选择多行
key-copy = 复制所选的行
key-column = 用 ← → 选中的列的宽度
key-help = 键盘快捷键

## 错误：发生了什么，.try 怎么办
error-url_invalid = 这不是 URL。
    .try = 请写成 ws://127.0.0.1:9000/ 或 wss://example.com/path。
error-url_scheme = 只能连接 ws:// 和 wss:// URL。
    .try = 用 ws:// 代替 http://，用 wss:// 代替 https://。
error-url_missing_host = URL 中没有主机。
    .try = 在 ws:// 后写上服务器的名称或地址，如 ws://127.0.0.1:9000/。
error-secret_missing = 机密 { $name } 没有值。
    .try = 请输入；它只保留在内存中，不会写入文件。
error-resolve_failed = 找不到主机名 { $host }。
    .try = 检查拼写，以及本机的网络或 VPN 是否认识这个名称。
error-resolve_timeout = 解析主机名超过了 { $seconds } 秒。
    .try = 检查网络及其 DNS 服务器，或改用 IP 地址。
error-connect_refused = 连接被拒绝：{ $address } 上没有程序在监听。
    .try = 机器有响应，但没有服务器使用此端口：请启动服务器，或检查 URL 中的端口。
error-connect_failed = 无法建立 TCP 连接。
    .try = 检查地址和端口，以及中间是否有防火墙。（{ $detail }）
error-connect_timeout = { $peer } 在 { $seconds } 秒内没有响应。
    .try = 请检查地址；防火墙可能直接丢弃了数据包。可以更改“{ $setting }”超时。
error-tls_failed = TLS 握手失败。
    .try = { $why ->
            [long_chain] 服务器的证书链超过了 64 KiB 的上限。
            [alert] 服务器以警报 { $what } 拒绝了握手。
            [hung_up] 服务器在握手期间断开了连接。此端口使用 TLS 吗？
           *[other] 双方没有共同支持的 TLS 版本或加密套件。（{ $what }）
        }
error-tls_not_tls = { $host } 在此端口上不使用 TLS。
    .try = 用 ws:// 代替 wss://，或使用服务器的 TLS 端口。
error-tls_timeout = 与 { $peer } 的 TLS 握手超过了 { $seconds } 秒。
    .try = 此端口可能属于不使用 TLS 的服务器：试试 ws://。
error-tls_unknown_issuer = { $host } 的证书颁发者（{ $issuer }）不受本机信任。
    .try = 请先查看证书。可在 TLS 中或系统信任库中添加颁发者的证书，或只信任这一个证书。
error-tls_expired = { $host } 的证书已于 { $limit } 过期；本机时间为 { $now }。
    .try = 检查本机时钟，然后请对方更新证书。
error-tls_wrong_host = { $names ->
    [none] 证书没有写明主机，因此对 { $host } 无效。
   *[other] 证书属于 { $names }，不属于 { $host }。
}
    .try = { $names ->
            [none] 只有其主体（{ $subject }）写了主机，而客户端已不再采用：请重新颁发。
           *[other] 请在 URL 中使用这些名称之一，或将其填为 TLS 中的服务器名称。
        }
error-upgrade_refused = 服务器的响应是 HTTP { $status }，而不是 101 Switching Protocols。
    .try = { $kind ->
            [redirect] 它重定向到 { $location }：请改用此 URL，或跟随重定向。
            [auth] 服务器要求身份验证：请选择一种方式。
            [forbidden] 服务器拒绝了请求：可能需要另一个 Origin、其他凭据或某个请求头。下面的响应可能有说明。
            [missing] 此路径上没有内容：请检查 URL 中的路径。
            [proxy] 中间的代理要求用户名和密码。
            [request] 请求中缺少某些内容，如子协议或请求头；下面的响应可能有说明。
            [server] 服务器或其前面的网关出错：请查看其日志。
           *[other] 检查 URL 中的路径；下面的响应可能说明缺少什么。
        }
error-upgrade_timeout = { $peer } 在 { $seconds } 秒内没有响应 WebSocket 升级请求。
    .try = 此端口可能属于不使用 HTTP 的服务器，或服务器卡住了。
error-upgrade_malformed = 服务器对升级的响应不是有效的 HTTP。
    .try = 检查端口是否属于 WebSocket 服务器。（{ $what }）
error-upgrade_not_http = { $speaks ->
    [tls] 此端口使用 TLS，而不是 HTTP。
    [http2] 此端口使用 HTTP/2，Wirelark 不支持其上的 WebSocket。
   *[other] 服务器不使用 HTTP（{ $what }）。
}
    .try = { $speaks ->
            [tls] 用 wss:// 代替 ws://。
            [http2] 请使用支持 HTTP/1.1 的端口。
           *[other] 此端口可能属于另一种服务器。
        }
error-upgrade_bad_accept = 服务器的 Sec-WebSocket-Accept 与请求不符。
    .try = 可能有代理替服务器响应，或服务器的 WebSocket 实现有误。
error-connection_lost = { $within ->
    [head] 服务器在帧头中间结束了 TCP（FIN），没有发送关闭帧。
    [payload] 服务器在一帧中间结束了 TCP（FIN）：{ $of } 字节只到了 { $got } 字节。
   *[none] 服务器没有发送关闭帧就结束了 TCP（FIN）。
  }
    .try = 服务器可能已停止，或中间设备结束了连接。请重新连接。
error-connection_reset = { $within ->
    [head] 连接在帧头中间被重置（RST）。
    [payload] 连接在一帧中间被重置（RST）：{ $of } 字节只到了 { $got } 字节。
   *[none] 连接被对方重置（RST）。
  }
    .try = 服务器进程可能已崩溃或拒绝了消息：请查看其日志。
error-protocol_violation =
    { $rule ->
        [masked] 服务器给帧加了掩码，而只有客户端才能这样做。
        [reserved_bits] 服务器设置了没有扩展使用的保留位。
        [reserved_opcode] 服务器使用了保留操作码。
        [fragmented_control] 服务器对控制帧做了分片。
        [long_control] 服务器发送了超过 125 字节的控制帧。
        [nothing_to_continue] 没有未完成的消息，服务器却发送了延续帧。
        [new_within] 服务器在一条消息之中开始了新的消息。
        [compressed_within] 服务器在消息首帧以外的帧上设置了 RSV1（已压缩）。
        [inflate] 服务器的一条压缩消息无法解压：{ $what }
        [not_utf8] 服务器违反了 WebSocket 协议：{ $what }
       *[other] 服务器违反了 WebSocket 协议：{ $what }
    }
    .try =
    { $frame ->
        [none] Wirelark 以 { $code } 关闭了连接。最后几行显示了收到的内容。
       *[other] Wirelark 以 { $code } 关闭了连接。该帧：{ $frame }。其字节在最后几行中。
    }
error-message_too_big = 一条 { $size } 字节的消息超过了 { $limit } 字节的上限。
    .try = Wirelark 以 1009 关闭了连接。请要求服务器发送较小的消息或拆分消息。
error-too_many_fragments = 一条消息的分片超过了 { $limit } 个的上限。
    .try = Wirelark 以 1009 关闭了连接。connection.limits.fragments 可提高上限。
error-write_timeout = 服务器在 { $seconds } 秒内没有接收任何数据：{ $unsent } 字节未发出。
    .try = 服务器可能卡住了，或网络中断。超时由 connection.timeouts.write 设置。
error-idle_timeout = 服务器在 { $seconds } 秒内没有发来任何数据。
    .try = 超时由 connection.timeouts.idle 设置。
error-pong_timeout = ping 发出后 { $seconds } 秒内没有收到 pong；最后一个字节在 { $silence } 秒之前收到。
    .try = 服务器或网络已断开。connection.keep_alive 设置发送 ping 的频率。
error-control_too_long = ping 或 pong 最多 125 字节。
    .try = { $detail }
error-upgrade_compression = 服务器对 permessage-deflate 的响应无法使用：{ $what }
    .try = 它对 { $offered } 的响应是 { $chosen }（RFC 7692 第 7.1 节）。请不使用压缩连接，或修正服务器。
error-login_refused = { $by ->
        [message] 服务器拒绝了登录：{ $reply }
       *[close] 服务器拒绝了登录：{ $code } { $reason }
    }
    .try = 检查登录内容；表格中的最后一条回复会说明原因。
error-login_timeout = { $by ->
        [filter] 登录后 { $seconds } 秒内没有收到符合 { $filter } 的回复。
       *[code] 登录后 { $seconds } 秒内没有收到消息码为 { $code } 的回复。
    }
    .try = { $by ->
        [filter] 检查“登录成功的标志”中的筛选条件和时限。
       *[code] 检查“登录成功的标志”中的消息码和时限。
    }
error-login_reply_empty = 没有说明哪条回复表示登录成功。
    .try = 填写消息码或筛选条件。
error-login_refused_alone = “登录被拒的标志”只在登录等待回复时有效。
    .try = 请在“登录成功的标志”中说明等待哪条回复。
error-login_sends_nothing = 登录没有发送任何消息。
    .try = 添加一条要发送的消息。
error-message_unknown = 没有名为“{ $name }”的已保存消息。
    .try = 选择其他消息，或用这个名称保存一条消息。
error-received_name = “{ $name }”不是所收消息的值。
    .try = 可以写 received.text、received.size、received.code，或 received.field. 加字段路径；心跳没有所收消息。
error-list_too_long = 共有 { $count } 项，最多允许 { $limit } 项。
    .try = 删除其中一些。
error-reply_value_missing = 有一条回复未发送：所收消息没有 { $name }。
    .try = 在回复的筛选条件中要求它存在，例如 { $name }:*
error-reply_pending_full = 有一条回复未发送：已有 { $count } 条回复在等待。
    .try = 缩小筛选范围，或缩短延迟。
error-automatic_not_sent = 有一条自动回复或心跳未发送：{ $what }
    .try = 在“自动回复与心跳”中检查它。
error-not_connected = 尚未连接。
    .try = 请先连接。
error-closed = 连接已关闭。
    .try = 请重新连接后再发送。
error-json_syntax = JSON 无效：第 { $line } 行第 { $column } 列：{ $what }
error-hex_digit = 第 { $column } 列不是十六进制数字。
    .try = 使用 0–9 和 a–f；字节之间可以有空格和换行。
error-hex_odd = 少了一个十六进制数字：每个字节两个。
    .try = 补上数字，或在单个数字前加 0。
error-format_invalid = struct 格式在第 { $column } 列有误：{ $what }
error-value_range = 值超出其类型的范围。
    .try = { $detail }
error-value_invalid = 值与其类型不符。
    .try = { $detail }
error-value_count = 值的数量与格式串不符。
    .try = { $detail }
error-step_unknown_message = 某一步要发送的消息未保存在此配置中。
    .try = { $detail }
error-duration_invalid = 这不是时长。
    .try = 请写成 500ms、12s 或 2m。
error-duration_too_short = { $path } 处的 { $text } 太短。
    .try = 请选择 { $least } 或更长。
error-reconnect_unknown_message = 重新连接后要发送的消息未保存在此配置中。
    .try = { $detail }
error-half_closed = 此连接的发送方向已关闭。
    .try = 仍可接收服务器发来的内容；要发送请重新连接。
error-misbehave_is_utf8 = 这些字节是有效的 UTF-8，没有任何错误。
    .try = 请使用 ff 之类永远无效的字节。
error-misbehave_length = 载荷正好是 { $size } 字节，长度没有错。
    .try = 请填更大的数（数据被截断）或更小的数（有多余字节）。
error-misbehave_sizes = 请填写每个分片的大小。
    .try = 用逗号分隔的数字，最后一个至少为 1，并用于其后的所有分片。
error-misbehave_pieces = 分片超过 { $most } 个。
    .try = 请增大分片。
error-misbehave_bits = 请至少选择一个保留位。
    .try = 可选 RSV1、RSV2、RSV3。
error-misbehave_opcode = 操作码 { $opcode } 不是保留值。
    .try = 保留的是 3 到 7 和 11 到 15。
error-misbehave_control_size = { $size } 字节的控制帧不算过大，或超过可发送的上限。
    .try = 可填 126 到 1048576。
error-misbehave_reason = 有原因就必须有关闭码。
    .try = 请填写关闭码，或清空原因。
error-misbehave_nothing = 没有要发送的字节。
    .try = 请以两位十六进制数字填写字节。
error-keep_invalid = 无法看出要保留多少会话记录。
    .try = 请写 all（全部）、消息条数，如 1000000 messages（至少 1000），或大小，如 10 GB（至少 1 MB）。
error-profile_newer = 此配置由更新版本的 Wirelark 写成（格式 { $version }）。
    .try = 请更新 Wirelark 后再打开。文件未被改动。
error-profile_damaged = 此配置已损坏：第 { $line } 行第 { $column } 列：{ $what }
    .try = 请用文本编辑器修复，或打开副本。文件未被改动。
error-profile_missing = 配置文件已不在原处。
    .try = 它可能被移动或删除；请从现在的位置打开。
error-profile_io = 无法读写 { $path }：{ $what }
    .try = 检查文件夹权限和剩余空间，或保存到别处。
error-disk_full = 磁盘已满（{ $path } 剩余 { $free }）：暂停接收，不会丢失任何内容。
    .try = 请在 { $path } 所在磁盘上腾出空间；之后会自动继续。
error-transcript_io = 无法读写会话记录。
    .try = { $detail }
error-filter_open_quote = 筛选第 { $column } 列：引号没有闭合。
    .try = 补上结尾的 "；文本中的引号写作 \"。
error-filter_open_regex = 筛选第 { $column } 列：正则表达式没有闭合。
    .try = 补上结尾的 /；以 / 开头的文本请放在引号中。
error-filter_regex = 筛选第 { $column } 列：不是正则表达式。
    .try = { $message }
error-filter_space = 筛选第 { $column } 列：这里缺少空格。
    .try = 请在闭合符号之后留一个空格。
error-filter_open_paren = 筛选第 { $column } 列：括号没有闭合。
    .try = 补上 )，或把文本放在引号中。
error-filter_stray_paren = 筛选第 { $column } 列：多余的右括号。
    .try = 删除它，或把文本放在引号中。
error-filter_missing = 筛选第 { $column } 列：这里缺少内容。
    .try = 请写{ $expected ->
         [code] 消息码，如 2、1,2、100..199，或消息码的名称
         [direction] sent 或 received
         [kind] text、binary、ping、pong、close、raw 或 event
         [size] 字节数，如 1000、64k 或 10..20
         [row] 行号，如 7 或 10..20
         [time] 时间，如 10:00..10:05、+5s..+10s 或 2026-01-02T10:00
         [duration] 时长，如 100ms 或 1.5s
         [path] 字段路径，如 field.seq
         [field_value] 值，如 5、1..5、text 或 "Text"
         [number] 数字
         [yes_no] yes 或 no
         [fault] *、fit、constant、checksum、range、trailing 或 split
         [series] *、gap、duplicate、backwards、time 或 heartbeat
         [mark] heartbeat、error 或 part
        *[term] 单词、"文本"、/正则/ 或条件，如 code:2
    }。
error-filter_value = 筛选第 { $column } 列：{ $key } 不接受“{ $found }”。
    .try = 请写{ $expected ->
         [code] 消息码，如 2、1,2、100..199，或消息码的名称
         [direction] sent 或 received
         [kind] text、binary、ping、pong、close、raw 或 event
         [size] 字节数，如 1000、64k 或 10..20
         [row] 行号，如 7 或 10..20
         [time] 时间，如 10:00..10:05、+5s..+10s 或 2026-01-02T10:00
         [duration] 时长，如 100ms 或 1.5s
         [path] 字段路径，如 field.seq
         [field_value] 值，如 5、1..5、text 或 "Text"
         [number] 数字
         [yes_no] yes 或 no
         [fault] *、fit、constant、checksum、range、trailing 或 split
         [series] *、gap、duplicate、backwards、time 或 heartbeat
         [mark] heartbeat、error 或 part
        *[term] 单词、"文本"、/正则/ 或条件，如 code:2
    }。
error-filter_operator = 筛选第 { $column } 列：{ $key } 不接受 { $found }。
    .try = 请写 { $key }: 加一个值。
error-filter_order = 筛选第 { $column } 列：{ $from } 与 { $to } 之间没有任何值。
    .try = 请把较小的写在前面。
error-filter_no_such_code = 筛选第 { $column } 列：没有名为“{ $name }”的消息码。
    .try = 请写它的数字，或在配置中为它命名。
error-filter_rows_only = 筛选第 { $column } 列：{ $key } 只有表格中的行才有。
    .try = 请测试消息本身：消息码、类型、大小、字段、文本或正则表达式。
error-filter_too_long = 筛选表达式太长。
    .try = 请查找更短的文本。
error-filter_too_deep = 筛选第 { $column } 列：括号嵌套太深。
    .try = 请减少括号层数。
error-close_code_invalid = 不允许发送此关闭码。
    .try = 使用 1000、1001、1002、1003、1007 到 1014，或 3000 到 4999。
error-close_reason_too_long = 关闭原因超过 123 字节。
    .try = 请缩短。
error-demo_failed = 无法启动演示服务器。
    .try = { $detail }
error-not_json = 不是 JSON：第 { $line } 行第 { $column } 列
error-url_fragment = WebSocket URL 不能带 #片段。
    .try = 请删去 # 及其后的内容。
error-tls_not_yet_valid = { $host } 的证书自 { $limit } 起有效；本机时间为 { $now }。
    .try = 请检查本机的日期和时间。
error-tls_ca_file = 受信任证书文件 { $path } 无法使用：{ $what }
    .try = 请选择至少含一个证书的 PEM 文件，或移除它。
error-tls_self_signed = { $host } 的证书是自签名的：没有其他机构为它担保。
    .try = 请先查看证书；在那里可以为此配置信任它。其 SHA-256 为 { $sha256 }。
error-tls_incomplete_chain = 服务器 { $host } 没有发送 { $issuer } 的证书。
    .try = 请让服务器发送完整的证书链，或在 TLS 中添加缺少的证书。
error-tls_revoked = { $host } 的证书已被颁发者吊销（序列号 { $serial }）。
    .try = 请让服务器更换证书，或在 TLS 中移除该吊销列表。
error-tls_wrong_purpose = { $host } 的证书不是用于服务器的。
    .try = 请重新颁发，并加上“服务器身份验证”扩展密钥用途。
error-tls_version = { $host } 只支持过旧的 TLS 版本。
    .try = 需要 TLS { $needed }。
error-tls_client_certificate_wanted = { $host } 要求客户端证书。
    .try = 请在 TLS 的“客户端证书”中选择其文件：PEM 或 PKCS#12。
error-tls_client_certificate_missing = { $host } 要求客户端证书，但未设置任何证书，随后它断开了连接。
    .try = 请在 TLS 的“客户端证书”中选择其文件：PEM 或 PKCS#12。
error-tls_client_certificate_refused = { $host } 以 { $alert } 拒绝了客户端证书（{ $subject }）。
    .try = 请询问服务器接受哪些证书，以及此证书是否仍然有效。
error-tls_client_certificate_file = 客户端证书 { $path } 无法使用：{ $what }
    .try = 请检查 TLS 的“客户端证书”中的文件和口令。
error-tls_crl_file = 吊销列表 { $path } 无法使用：{ $what }
    .try = 请选择含有吊销列表的 PEM 文件，或移除它。
error-proxy_unreachable = 无法连接代理 { $proxy }：{ $what }
    .try = 请检查“代理”中的地址，或不使用代理。
error-proxy_auth = 代理 { $proxy } 要求用户名和密码，或拒绝了所给的。
    .try = 请在“代理”中填写。
error-proxy_refused = 代理 { $proxy } 拒绝连接 { $target }：{ $status } { $reason }
    .try = 请询问代理的管理者，或将该主机加入不经代理的列表。
error-proxy_socks = { $why ->
    [general] 代理 { $proxy } 无法连接 { $target }：一般性失败（1）。
    [rules] 代理 { $proxy } 无法连接 { $target }：其规则不允许（2）。
    [network] 代理 { $proxy } 无法连接 { $target }：网络不可达（3）。
    [host] 代理 { $proxy } 无法连接 { $target }：主机不可达，或无法解析其名称（4）。
    [refused] 代理 { $proxy } 无法连接 { $target }：连接被拒绝（5）。
    [expired] 代理 { $proxy } 无法连接 { $target }：TTL 已过期（6）。
    [command] 代理 { $proxy } 无法连接 { $target }：不支持连接命令（7）。
    [address] 代理 { $proxy } 无法连接 { $target }：不支持此类地址（8）。
   *[other] 代理 { $proxy } 无法连接 { $target }：{ $what }
}
    .try = 服务器的名称和端口由代理解析：从代理那里看是否正确？
error-proxy_malformed = { $proxy } 的行为不像此类代理：{ $what }
    .try = 请检查“代理”中的类型和端口。
error-proxy_unknown = 系统设置中的代理 { $proxy } 属于未知类型。
    .try = 请使用 http、https、socks5 或 socks5h 代理，或不使用代理。
error-proxy_tls = 与代理 { $proxy } 的 TLS 握手失败：{ $what }
    .try = 它使用 TLS 吗？否则请选择 HTTP 类型。
error-proxy_timeout = 代理在 { $seconds } 秒内没有接通。
    .try = 它可能在等待没有响应的服务器。可以更改“代理”超时。
error-redirect_refused = { $why ->
    [insecure] 没有跟随到 { $location } 的重定向：它从 wss 转到 ws，任何人都能读取。
    [scheme] 没有跟随到 { $location } 的重定向：它不指向 WebSocket URL。
    [too_many] 没有跟随到 { $location } 的重定向：已达最大重定向次数。
   *[url] 没有跟随到 { $location } 的重定向：{ $what }
}
    .try = 若要前往那里，请将其填为 URL。
error-redirect_host = 服务器重定向到另一台主机：{ $host }。没有向它发送任何内容。
error-upgrade_subprotocol = 服务器选择了未提供的子协议 { $chosen }（提供的是：{ $offered }）。
    .try = 请将它加入子协议，或修正服务器。
error-upgrade_extension = 服务器选择了未提供的扩展 { $chosen }（提供的是：{ $offered }）。
    .try = 服务器只能选择所提供的扩展：请修正服务器。
error-header_name_invalid = { $name } 不是有效的请求头名称。
    .try = 请使用字母、数字和连字符。
error-header_value_invalid = 值中含有控制字符（{ $found }）。
    .try = 请删去换行或控制字符。
error-header_reserved = 请求头 { $name } 由 Wirelark 自己填写。
    .try = 请移除它：握手依赖于它。
error-subprotocol_invalid = { $name } 不是有效的子协议。
    .try = 每个子协议是一个词，且只能出现一次。
error-cookie_invalid = 无法发送此 Cookie。
    .try = 名称是一个词；值中不能有空格、引号、逗号、分号或反斜杠。
error-auth_user_colon = 用户名不能含有冒号。
    .try = Basic 认证用冒号分隔用户名和密码。
error-proxy_url_invalid = { $url } 不是代理地址。
    .try = 请写成 http://、https://、socks5:// 或 socks5h://主机:端口。使用后两种时，名称由代理解析。
error-resolve_entry_invalid = { $entry } 不是名称解析的结果。
    .try = 请写成 主机:端口:地址。
error-pin_invalid = { $pin } 不是证书的 SHA-256。
    .try = 请写出 64 位十六进制数字，可带或不带冒号。
error-server_name_invalid = { $name } 不是主机名或地址。
    .try = 请写成 example.com 这样的名称。
error-client_certificate_incomplete = 客户端证书需要文件。
    .try = 请选择证书（PEM）或 PKCS#12 文件。
error-setting_range = { $value } 超出范围。
    .try = 请选择 { $low } 到 { $high }。
error-upgrade_ended = 升级过程中连接断开：{ $what }
    .try = { $secure ->
            [no] 这是 WebSocket 服务器吗？路径是否正确？也可以试试 wss://。
           *[other] 这是 WebSocket 服务器吗？路径是否正确？
        }
error-login_missing = 此配置没有登录。
    .try = 请先在“登录”下添加字段。
error-step_without_login = 第 { $step } 步要登录，但配置没有登录。
    .try = 请添加登录，或移除该步骤。
error-scenario_unknown = 没有名为 { $name } 的场景。
    .try = 请选择配置中已有的场景。
error-connection_ended = 连接在最后一步之前结束。
    .try = 最后几行中的关闭码说明了原因。
error-text_not_utf8 = 文本消息必须是 UTF-8。
    .try = 请改用十六进制发送这些字节。
error-name_missing = 消息需要名称。
    .try = 请为它取一个名称。
error-profile_too_long = 此文件过长，不像配置。
    .try = 配置最多 64 MiB。文件选对了吗？
error-profile_not_a_file = 无法将 { $path } 作为配置读取：{ $what }
    .try = 请选择普通文件。
error-file_network = 文件 { $name } 位于另一台计算机上，未读取。
    .try = 请用文件按钮选择它，或将它复制到本机。
error-file_device = { $name } 是设备名，不是文件。
    .try = 请选择其他文件。
error-save_failed = { $path } 无法写入：{ $what }
    .try = 请检查文件夹权限和剩余空间，或保存到别处。
error-copy_too_long = 内容过多，剪贴板放不下。
    .try = 请选择较少的行，或将消息导出到文件。
error-json_too_long = 这 { $size } 字节太多，无法按 JSON 排版。
    .try = 文本视图会原样显示。
error-decode_superseded = 期间请求了长消息的另一页。
error-field_too_long = 此字段过大，剪贴板放不下。
    .try = 请复制其中一部分，或将载荷保存到文件。
error-clipboard = 剪贴板无法使用。
    .try = { $detail }
error-open_folder = { $path } 无法打开。
    .try = 请用文件管理器打开它。
error-variable_missing = 有变量没有值。
    .try = 请在“变量”中填写。（{ $what }）
error-variable_generator = 生成器写法有误。
    .try = 请写 counter、unix、unix_ms、unix_us、uuid、length 或 random:下限:上限。（{ $what }）
error-variable_length = 没有可以填入长度的尾部。
    .try = 请移除 length，或为消息加上尾部。（{ $what }）
error-payload_file_missing = 尚未选择文件。
    .try = 请选择文件，或输入路径。
error-payload_file_io = 无法读取文件。
    .try = { $what }
error-payload_file_no_folder = 此配置还没有所在的文件夹。
    .try = 请先保存配置，或直接选择文件。
error-payload_file_not_confirmed = 此配置来自别处，并引用了其文件夹以外的文件。
    .try = 请亲自选择该文件，以表示同意发送。
error-payload_file_not_utf8 = 文件从第 { $offset } 字节起不是 UTF-8。
    .try = 请以二进制消息发送。
error-payload_file_too_long = 文件超过 1 GiB。
    .try = 请选择更小的文件。
error-payload_file_unread = 文件在发送消息时读取。
error-escape_invalid = 转义无效：第 { $line } 行第 { $column } 列：{ $what }
error-terminator_too_long = 结束符过长。
    .try = 请缩短。（{ $what }）
error-variable_too_long = 填入变量后内容过长。
    .try = 请缩短变量的值，或减少引用次数。（{ $what }）
error-pack_too_long = 此格式串产生的字节超过一条消息的上限。
    .try = 请用较小的计数。
error-pack_truncated = { $field }：给出 { $given } 字节，只发送 { $kept } 字节。
error-pack_infinity = { $field }：数值过大，变为无穷大。
error-encode_overruled = { $field }：将发送 { $given }，而消息格式给出的是 { $computed }。
error-encode_no_value = 缺少值。
    .try = 请输入值，或在消息格式中设默认值。
error-encode_no_such_field = 消息格式中没有这个字段。
    .try = 请重新选择消息格式，或移除该值。（{ $what }）
error-encode_no_tail = 消息格式中没有这个尾部。
    .try = 请将尾部选为“无”。
error-encode_bits_range = 超出这些位所能表示的范围。
    .try = { $detail }
error-encode_encoding = 文本中有尾部编码所没有的字符。
    .try = { $detail }
error-encode_kind = 消息格式要求另一种尾部。
    .try = 请选择另一种尾部。（{ $what }）
error-encode_expression = 此部分的表达式没有值。
    .try = { $detail }
error-encode_unsolvable = 此字段取任何值都得不到消息的实际长度。
    .try = { $detail }
error-encode_varint_range = 超出此整数的范围。
    .try = { $detail }
error-encode_overlap = 此部分会与前面的部分重叠。
    .try = { $detail }
error-encode_absent = 这条消息中没有此部分：其条件为 0。
    .try = 请删除其内容，或修改条件所用的字段。
error-encode_no_case = 没有为此值指定消息格式。
    .try = { $detail }
error-encode_holds_mark = 内容中含有其自身的结束标记。
    .try = 请删除该标记，或以十六进制发送内容。
error-message_empty = 消息没有内容。
    .try = 请填写内容，或为消息设定格式。
error-message_needs_layout = 这些项需要消息格式来说明。
    .try = 请为消息选择消息格式。
error-layout_no_such_layout = 配置中没有可用的同名消息格式。
    .try = 请选择其他消息格式，或修正它。
error-internal = Wirelark 内部出错。
    .try = { $detail } 更多信息见日志：菜单 → 打开日志文件夹。

# 文件对话框，由 Rust 绘制。
dialog-open-profile = 打开配置
dialog-save-profile = 配置另存为
dialog-import-profile = 导入配置
dialog-export-profile = 导出配置
dialog-save-rows = 导出消息
dialog-kind-profile = Wirelark 配置
dialog-kind-jsonl = JSON Lines 文件
dialog-open-transcript = 打开会话记录
dialog-open-message-file = 选择要发送的文件
dialog-kind-transcript = Wirelark 会话记录

## 文本中究竟哪里不对，用在上面的错误里
problem-json-value = 此处应为一个值："双引号"中的文本、数字、true、false、null、[ 或花括号
problem-json-end = 文本到此结束，但仍有未闭合的部分
problem-json-list_end = 此处应为逗号或 ]
problem-json-object_end = 此处应为逗号或右花括号
problem-json-key = 此处应为"双引号"中的键
problem-json-colon = 键后应为冒号
problem-json-extra = JSON 结束后还有内容，请删去
problem-json-number = 不是 JSON 数字：不能有前导零或 +，小数点两侧都要有数字
problem-json-not_finite = JSON 没有 NaN 和 Infinity：请用 null 或字符串
problem-json-control = 引号内有控制字符：请写成 \n、\t 或 \u00XX
problem-json-escape = 未知的转义：反斜杠请写成 \\
problem-json-surrogate = 半个字符：\uD800 到 \uDFFF 须成对出现
problem-json-depth = 嵌套过深：最多读取 128 层
problem-json-utf8 = 不是 UTF-8
problem-login-not_number = 不是 JSON 数字：请写成 7、-1.5 或 1e3 这样的数字
problem-login-not_bool = 不是布尔值：请写 true 或 false
problem-value-not_integer = 不是整数：请写成 7、-7 或 0x1f 这样的数字
problem-value-not_number = 不是数字：请写成 1.5、1e3、nan、inf 或 -inf
problem-value-not_bool = 不是布尔值：请写 true 或 false
problem-value-not_bytes = 不是字节：请写 hex: 加十六进制数字，或 text: 加文本
problem-value-too_large = 整数过大，浮点数放不下：若有意请写 inf
problem-format-bad_char = 此字符不属于 struct 格式
problem-format-not_ascii = 格式串只能有 ASCII 字符
problem-format-nul = 格式串中不能有 NUL 字符
problem-format-count_without_char = 计数之后没有格式字符
problem-format-too_long = 打包后的字节过长
problem-escape-unknown = 没有这个转义；反斜杠请写作 \\
problem-escape-end = 反斜杠之后没有内容；反斜杠请写作 \\
problem-escape-hex = \x 之后需要两个十六进制数字，例如 \x1e
problem-escape-byte = 文本由字符而不是字节组成：字符请写作 \u{"{"}e9{"}"}，字节请用十六进制类型
problem-escape-unicode = \u 之后需要花括号和一到六个十六进制数字，例如 \u{"{"}2028{"}"}
problem-escape-not_character = 没有这个编号的 Unicode 字符
problem-escape-octal = \0 后跟数字在其他语言中是八进制；NUL 请写作 \x00
problem-pack-char_length = char 恰好是一个字节

## Layouts & codes
layouts-and-codes = 消息格式与消息码
layouts-close-about = 返回消息；所有改动已在配置中
done = 完成
layouts = 消息格式
layout-one = 消息格式
room-lens = 协议
lens = 协议
lens-about = 协议解析器读懂协议：每条消息是什么、应答哪个请求、是否合法、接下来可以发送什么。
lens-default = 由子协议决定：{ $lens }
lens-none = 无
lens-brings = { $lens }
lens-code = 消息码即消息在协议中的类型；预览和字段随之显示。
lens-latency = 应答按协议中的编号与请求配对，双向皆然。
lens-faults = 违反协议的消息会标为错误。可用“is:heartbeat”“is:error”“is:part”筛选。
lens-messages = 可发送的消息：{ $names }。
lens-automatic = 自动回复和心跳在开启后保持会话。
lens-own = 配置自身的定义优先于协议解析器。
lens-copy = 复制到已保存的消息
room-layouts = 消息格式
room-rules = 规则
room-codes = 消息码
room-latency = 延迟
room-columns = 列
room-sequences = 序列
room-protobuf = Protobuf
problems = { $count ->
   *[other] { $count } 个问题
}
number-wanted = 应为 { $least } 到 { $most } 之间的整数
order = 第 { $number } 项的位置
order-about = 拖动，或按 ↑ ↓ 调整位置
layouts-none = 还没有消息格式
layouts-about = 消息格式为消息的字节命名：有哪些字段，后面跟着什么。之后即可按字段查看、查找和发送消息。
layout-new = 新建消息格式
layout-untitled = 消息格式
layout-unnamed = （无名）
layout-name = 名称
layout-size = 至少 { $size }
layout-rules = 由规则 { $rules } 选用。
layout-no-rule = 还没有规则选用此消息格式。
layout-add-rule = 添加规则
layout-add-rule-code = 为消息码 { $code } 添加规则
rules-show = 查看规则
layout-format = 格式串
layout-order = 字节序
layout-model = 长度依据
order-little = < 小端
order-big = > 大端
order-standard = = 小端，标准长度
order-network = ! 网络序
order-native = @ 本机，对齐
order-none = 无：本机
model-lp64 = Linux、macOS (LP64)
model-llp64 = Windows (LLP64)
layout-fields = 字段
layout-field-name = 字段名
layout-field-type = 类型
layout-field-count = 字节数
layout-field-more = 标签、位、校验和
layout-field-add = 添加字段
layout-field-above = 在上方插入
layout-padding = 填充
layout-run = { $count } 个值
layout-value = 发送的值
layout-value-any = 任意值
layout-value-constant = 固定
layout-value-default = 默认
layout-display = 显示为
display-decimal = 十进制
display-hex = 十六进制
display-binary = 二进制
display-char = 字符
display-unix = 时间，秒
display-unix_ms = 时间，毫秒
display-unix_us = 时间，微秒
display-unix_ns = 时间，纳秒
display-flags = 标志
display-ipv4 = IPv4
display-ipv6 = IPv6
display-mac = MAC
display-uuid = UUID
layout-scale = 比例
layout-scale-about = 每一步的大小，例如 10^-2 或 2^-16
layout-labels = 标签
layout-labels-about = 值的名称
layout-labels-add = 添加标签
layout-labels-count = { $count ->
   *[other] { $count } 个标签
}
layout-label-value = 值
layout-label-name = 名称
layout-label-twice = { $value } 已有标签。
layout-bits = 位
layout-bits-about = 第 0 位为最低位
layout-bits-add = 添加位段
layout-bits-count = { $count ->
   *[other] { $count } 个位段
}
layout-bits-from = 最低位
layout-bits-to = 最高位
layout-range = 取值范围
layout-range-about = 含两端；其他值均为错误
layout-range-from = 最小值
layout-range-to = 最大值
layout-checksum = 校验和
layout-checksum-from = 起始字节
layout-checksum-from-about = 计入的第一个字节；负数从消息末尾算起
layout-checksum-to = 截至
layout-checksum-to-own = 本字段
layout-checksum-to-end = 消息末尾
layout-checksum-to-at = 字节
layout-nothing = 无
layout-tail = 尾部
layout-tail-kind = 字段之后的内容
layout-tail-name = 名称
layout-tail-end = 到何处为止
follows-text = 文本
follows-json = JSON
follows-bytes = 字节
follows-repeat = 重复字段
follows-cbor = CBOR
follows-msgpack = MessagePack
follows-protobuf = Protobuf
tail-ends-end = 直到末尾
tail-ends-count = 次数见字段
tail-ends-length = 长度见字段
follows-varint = 变长整数
follows-layout = 消息格式
follows-switch = 按值选择消息格式
tail-ends-until = 直到标记
layout-part = 部分
layout-part-add = 添加部分
layout-part-fields = 字段
layout-part-conditions = 条件、偏移
layout-when = 仅当
layout-when-about = 由前面的字段组成的表达式：不为 0 时才有此部分
layout-when-example = flags.ready
layout-at = 位于偏移
layout-at-about = 表达式：此部分相对消息格式起始处的偏移
layout-at-example = offset
layout-expression = 字段，或表达式，例如 w*h*bpp/8
layout-until = 结束标记
layout-until-about = 写作 hex:00，或 text: 加文本；不属于内容
layout-separated = 各项
layout-separated-no = 依次相连
layout-separated-between = 之间有分隔符
layout-separated-after = 之后都有分隔符
layout-separator = 分隔符
layout-each = 每一项为
layout-each-layout = 字段
layout-varint = 编码
varint-leb128 = LEB128
varint-sleb128 = 有符号 LEB128
varint-zigzag = zigzag
varint-mqtt = MQTT 长度
layout-on = 取决于
layout-case-value = 值
layout-case-layout = 消息格式
layout-case-add = 添加值
layout-case-otherwise = 其他
layout-case-about = 其他所有值对应的消息格式
layout-reasons = 依据
reason-rows = 与参考的全部消息（{ $rows } 条）相符。选中更多行可以推测得更准。
reason-first = 只与第一条消息相符：没有找到与全部 { $rows } 条都相符的格式。
reason-separator = 每条消息都以 { $mark } 结尾，它分隔各条记录。
reason-lines = 每条消息都由若干行组成。
reason-length = 在每条消息中，“{ $field }”都是其后的字节数。
reason-whole = 在每条消息中，“{ $field }”都是整条消息的字节数。
reason-prefix = { $size } 个字符的类型之后是 JSON。
reason-big = 按大端得到 { $good } 个合理的数值，比小端更说得通。
reason-little = 按小端得到 { $good } 个合理的数值。
reason-constant = “{ $field }”始终是 { $value }。
reason-sequence = “{ $field }”逐行以相同的步长增加。
reason-time = 在每条消息中，“{ $field }”都是接近现在的时间。
layout-bits-inside = 在其中添加位段
layout-plus = 减
layout-plus-about = 该字段的值比此部分的字节数多出这么多，例如把自身计入的头部长度
layout-encoding = 编码
layout-style-any = 按输入
layout-repeat = 重复的内容
layout-repeat-here = 在此描述
layout-message-type = 消息类型
layout-message-choose = 请选择…
layout-element = 每一项
layout-then = 下一部分
layout-then-add = 添加下一部分
layout-then-remove = 移除此部分

## Trying a layout
trial = 解码预览
trial-source = 用于预览的消息
trial-newest = 最新
trial-row = 行号
trial-typed = 十六进制
trial-none = 还没有消息：请先连接，或在“十六进制”下粘贴字节。
trial-unsound = 请先修正标出的字段，然后才能解码。
trial-yours = 你的字节
trial-rule = 规则 { $number } → { $name }
trial-no-rule = 没有规则匹配
trial-found-rule = 规则选用此消息格式的最新消息。
trial-found-fits = 符合此消息格式的最新消息；没有规则为它选用此消息格式。
trial-found-newest = 最新消息；还没有符合的消息。
trial-found-asked = 所选的行。
trial-found-typed = 你的字节。
trial-bits = 位 { $from }–{ $to }
trial-rest = 剩余
trial-more = 还有更多字段未在此显示。

## Rules
rules-about = 第一条匹配消息的规则决定其消息格式。没有条件的规则匹配所有消息：请放在最后。
rules-otherwise = 否则：若消息码是开头的 int32，则先是消息码，其后为 JSON、文本或字节。
rules-need-layouts = 规则为消息选用消息格式：请先添加消息格式。
rule-add = 添加规则
rule-remove = 移除规则
rule-number = 规则 { $number }
rule-every = 所有消息
rule-takes = 匹配上面的消息
condition-add = 条件
condition-remove = 移除条件
condition-code = 消息码
condition-direction = 方向
condition-kind = 类型
condition-size = 大小
condition-size-from = 从
condition-size-to = 到
condition-prefix = 开头为
condition-field = 字段
condition-equals = 字段的值：数字、文本或标签

## Codes
code-place = 消息码的位置
code-place-default = 默认情况下，消息码是二进制消息开头的小端 int32。
code-place-about = 消息码用来区分消息：规则、名称、延迟、比较和筛选都会用到它。按顺序以消息中第一个存在的为准。
code-place-add = 定义消息码
code-place-more = 否则…
code-from = 消息码是
code-from-integer = 一个整数
code-from-field = 消息格式中的字段
code-from-prefix = 文本的开头
code-from-json = JSON 中的值
code-from-lens = 协议解析器读出的类型
code-from-none = 无：消息没有消息码
code-offset = 偏移
code-type = 类型
code-order-little = 小端
code-order-big = 大端
code-until = 直到
code-until-about = 消息码之后的文本；可用转义 \r、\n、\t、\0 和 \x1e
code-length = 或字符数
code-path = JSON 中的路径
code-kind-any = 所有消息
code-kind-text = 文本消息
code-kind-binary = 二进制消息
code-place-number = 位置 { $number }
codes-names = 名称
codes-about = 消息码的名称；消息码可以是数字或文本。以第一个匹配的为准。
code-add = 添加消息码
codes-sort = 按消息码排序
code-number = 消息码
code-name = 名称
code-tone = 级别
code-direction = 适用消息
code-look = 在表格中的显示
code-twice = 不会用到：第 { $number } 行已为同样的消息定义消息码 { $code }。
tone-good = 正常
tone-neutral = 中性
tone-bad = 异常
both-directions = 双向

## Latency rule
latency-about = 如何判断收到的消息是对哪条已发送消息的回复。两者之间的时间即为延迟。
latency-match = 回复是
latency-match-default = 默认：{ $rule }
latency-match-next = 收到的下一条消息
latency-match-same_code = 消息码相同的消息
latency-match-field = 重复某个值的消息
latency-match-codes = 消息码与请求码配对的消息
latency-match-lens = 协议中应答它的消息
latency-field = 请求中的值
latency-reply-field = 回复中的位置（若不同）
latency-within = 时限
latency-within-about = 超过此时间仍无回复的请求视为未应答
latency-pair-request = 请求的消息码
latency-pair-reply = 回复的消息码
latency-pair-add = 添加配对
latency-pair-remove = 移除配对
latency-pair = 配对 { $number }

## Columns of decoded fields
columns-about = 表格以独立的列显示的字段。路径可指向其中一部分，例如 tail.user.id 或 items[0].price。
column-field = 字段
column-title = 标题
column-add = 添加列
columns-of-layouts = 消息格式中的字段
columns-seen = 最新消息中的字段

## Sequences, timestamps and heartbeats
sequences = 序列
sequences-about = 给消息编号的字段。缺号、重号和倒退都是该行的错误。若指定区分字段，则其每个值各有一个序列。
sequences-add = 添加序列
timestamps = 时间
timestamps-about = 不得倒退的时间字段：数值，或 RFC 3339 格式。
timestamps-add = 添加时间
heartbeats = 心跳
heartbeats-about = 定时到来的消息。来得过晚或过早都是错误。
heartbeats-add = 添加心跳
series-field = 字段
series-key = 区分字段（可选）
series-step = 步长
series-wrap = 何时从 0 重新开始
series-wrap-field = 按字段的宽度
series-wrap-none = 从不
heartbeat-by = 哪条消息
heartbeat-by-text = 文本
heartbeat-by-code = 消息码
heartbeat-by-layout = 消息格式
heartbeat-by-prefix = 开头的字节（十六进制）
heartbeat-every = 间隔
heartbeat-tolerance = 容差
series-sum-sequence = { $name }：缺口 { $gaps } 处，缺号 { $missing } 个，重号 { $duplicates } 个，倒退 { $backwards } 次
series-sum-timestamps = { $name }：倒退 { $backwards } 次
series-sum-heartbeat = { $name }：过晚 { $late } 次，过早 { $early } 次

## Faults of rows
fault-fit = 与格式不符
fault-constant = 固定值错误
fault-checksum = 校验和错误
fault-range = 超出范围
fault-trailing = 末尾有多余字节
fault-gap = 缺号
fault-gap-of = 缺 { $missing } 个号
fault-duplicate = 重号
fault-backwards = 编号倒退
fault-time = 时间倒退
fault-heartbeat = 心跳过晚或过早
fault-split = 消息不完整

## Protobuf
protobuf-about = 附加 .proto 文件或描述符集。它们保存在配置中，其消息类型可用作消息格式的后续内容。
protobuf-attach = 附加文件…
protobuf-remove = 移除文件
protobuf-source = .proto 源文件
protobuf-set = 描述符集
protobuf-unnamed = （无名）
protobuf-messages = 消息类型
protobuf-none = 没有找到消息类型。
dialog-open-proto = 附加 .proto 文件或描述符集
dialog-kind-proto = Protobuf 文件

## Taken out of these lists
notice-removed-layouts = 已移除消息格式“{ $name }”
notice-removed-replies = 已移除一条自动回复
notice-removed-heartbeat_checks = 已移除一个心跳
notice-removed-login-messages = 已移除登录消息
notice-removed-rules = 已移除{ $name }
notice-removed-codes = 已移除消息码 { $name }
notice-removed-columns = 已移除列“{ $name }”
notice-removed-sequences = 已移除序列“{ $name }”
notice-removed-timestamps = 已移除时间“{ $name }”
notice-removed-heartbeat_checks = 已移除心跳“{ $name }”
notice-removed-protobuf = 已移除“{ $name }”

## Errors of layouts, rules, columns, Protobuf
error-proto_file = 无法读取 { $path }：{ $what }
    .try = 请选择 .proto 文本文件，或 protoc 写出的描述符集。
error-binary-proto = { $line ->
    [none] { $what }
   *[other] 第 { $line } 行：{ $what }
}
    .try = 互相导入的文件必须全部附加。
error-binary-proto_sources = 一个配置最多可有 { $limit } 个 .proto 文件，此配置超出了。
    .try = 请改为附加由 protoc 生成的描述符集。
error-binary-proto_size = Protobuf 文件合计超过 { $limit } KiB。
    .try = 只附加所需消息所在的文件。
error-binary-proto_nesting = “{ $name }”{ $line ->
    [none] {""}
   *[other] 第 { $line } 行
}的嵌套超过 { $limit } 层。
    .try = 请去掉嵌套过深的值。
error-binary-proto_name = “{ $name }”{ $line ->
    [none] {""}
   *[other] 第 { $line } 行
}有超过 { $limit } 段的名称。
    .try = 请缩短名称。
error-binary-proto_list = 描述符集中有超过 { $limit } 项的值或范围列表。
    .try = 只附加所需的消息类型。
error-decoding-too_many = 共 { $count } 项，只使用前 { $limit } 项。
    .try = 请删除不需要的项。
error-decoding-code_field = 请指定哪个字段是消息码。
    .try = 写出其名称，例如 type 或 head.kind。
error-decoding-code_length = 消息码的长度为 1 到 { $limit } 个字符。
    .try = 请输入此范围内的长度。
error-decoding-code_no_such_field = 没有消息格式包含字段“{ $name }”。
    .try = 请在“消息格式”中核对名称。
error-decoding-code_offset = 消息码必须位于消息的前 { $limit } 字节内。
    .try = 请输入更小的偏移。
error-decoding-code_lens = 配置没有可以提供消息码的协议解析器。
    .try = 请指定协议解析器，或选择其他定义。
error-decoding-lens = 没有名为“{ $found }”的协议解析器。
    .try = 可用的有：{ $known }。
error-decoding-code_path = 请指定 JSON 中的哪个值是消息码。
    .try = 写出其路径，例如 type 或 data.event。
error-decoding-code_text = “{ $found }”是文本，而这里的消息码是数字。
    .try = 请输入数字，或定义消息码的位置。
error-decoding-code_too_long = 超过了 { $limit } 字节。
    .try = 请缩短。
error-decoding-code_type = “{ $found }”不是整数类型。
    .try = 请使用 b、B、h、H、i、I、q 或 Q。
error-decoding-code_until = 请指定消息码到哪里为止。
    .try = 写出其后的文本，或写出长度，二者选一。
error-binary-broken = 这些字节不属于此类型。
    .try = { $detail }
error-binary-extra = 值之后还有内容。
    .try = { $detail }
error-binary-heavy = 此类型超过 64 MiB 时不展开为值。
    .try = { $detail }
error-binary-number = 此数字无法这样写入。
    .try = { $detail }
error-binary-json = 此 JSON 不符合消息类型。
    .try = { $detail }
error-column_without_field = 列需要字段路径。
    .try = 例如 seq 或 tail.user.id，或从下方选择。
error-layout-name_missing = 消息格式需要名称。
    .try = 规则和消息以名称引用它。
error-layout-twice = 有两个名为“{ $name }”的消息格式。
    .try = 请重命名其中一个。
error-layout-too_many_values = 格式有 { $values } 个值；消息格式最多 { $limit } 个。
    .try = 字节请用 s，或使用重复字段。
error-layout-fields = 有 { $fields } 个字段，但格式只有 { $values } 个值。
    .try = 请扩展格式，或移除字段。
error-layout-field_twice = 有两个名为“{ $name }”的字段。
    .try = 请重命名其中一个。
error-layout-name_char = 名称不能含有 . [ 或 ]。
    .try = 它们用于分隔路径。
error-layout-constant_and_default = 字段不能既有固定值又有默认值。
    .try = 请移除其中一个。
error-layout-label = “{ $label }”不是此字段的值。
    .try = 标签对应一个值，例如 2 或 0x02。
error-layout-bits_of = 只有整数才有位。
    .try = 请选择整数类型，或移除位段。
error-layout-bits_range = 位的范围是 0 到 { $last }。
    .try = 低位在前。
error-layout-checksum_field = 此校验和需要至少 { $size } 字节的无符号整数。
    .try = 请选择 uint8、uint16 或 uint32 等类型。
error-layout-range_of = 只有数值才有取值范围。
    .try = 请移除范围，或改用数值类型。
error-layout-range_order = 此范围不含任何数值。
    .try = 请填写最小值、最大值或两者；小的在前。
error-layout-no_such_field = 前面没有名为“{ $name }”的整数。
    .try = 请选择上方保存长度或次数的字段。
error-layout-then_without_length = 此部分一直到末尾：其后不能再有内容。
    .try = 请指定保存其长度或次数的字段。
error-layout-count_of_one = 只有重复字段才有次数。
    .try = 请改用长度。
error-layout-repeat_nothing = 请指定重复的内容。
    .try = 选择一个消息格式，或在此描述字段。
error-layout-no_such_layout = 没有名为“{ $name }”的消息格式。
    .try = 请选择其他消息格式，或添加它。
error-layout-endless = 消息格式嵌套过深，或包含了自身。
    .try = 最多读取 { $limit } 层。
error-layout-too_many_parts = 连同它重复的消息格式，此消息格式的字段和标签超过 { $limit } 个，或所有消息格式合计超过 { $all } 个。
    .try = 请减少消息格式之间的相互重复。
error-layout-empty = 重复的内容没有字节：永远不会结束。
    .try = 请给它一个字段。
error-layout-no_such_message = 没有 Protobuf 消息类型“{ $name }”。
    .try = 请在 Protobuf 下附加其 .proto 文件。
error-expression-too_long = 表达式过长。
    .try = { $what }
error-expression-too_deep = 表达式嵌套过深。
    .try = { $what }
error-expression-unexpected = 无法识别表达式的第 { $column } 列。
    .try = { $what }
error-expression-end = 表达式不完整。
    .try = { $what }
error-expression-number = 第 { $column } 列的数字过大。
    .try = 最多 64 位。
error-layout-display_of = 字段类型不适合这种显示方式。
    .try = 只有整数才能显示为标志；地址和 UUID 需要相应字节数的字段，例如 16s。
error-layout-scale_of = 只有整数才有比例。
    .try = 请选择整数类型。
error-layout-mark_size = 标记须为 1 到 { $limit } 字节。
    .try = 写作 hex:00，或 text: 加文本。
error-layout-key_of = 类型为 { $kind } 的部分不使用“{ $key }”。
    .try = 请删除它，或选择其他类型。
error-layout-switch_nothing = 请选择由哪个字段的值决定消息格式。
    .try = 前面的整数字段，或由它们组成的表达式。
error-layout-many_parts = 依次排列的部分超过 { $limit } 个。
    .try = 请把其中一些放入单独的消息格式。
error-rule-no_field = 请指定是哪个字段。
    .try = 写出其名称，例如 version 或 flags.kind。
error-rule-no_equals = 请指定字段的值。
    .try = 写数字、文本或标签。
error-rule-no_such_field = 消息格式“{ $layout }”没有字段“{ $name }”。
    .try = 请在“消息格式”中核对名称。
error-rule-size = { $from } 与 { $to } 之间没有大小。
    .try = 小的在前。
error-rule-layout = 规则的消息格式无法使用。
    .try = 请在“消息格式”中改正。
error-rule-code_of_layout = 消息码是消息格式中的字段，因此不能用来选择消息格式。
    .try = 请改用字段、大小或开头字节作为条件。
error-latency_without_codes = 还没有任何请求码与回复码的配对。
    .try = 请添加一对消息码。
error-latency_without_field = 请指定回复中重复的是哪个值。
    .try = 写出其路径，例如 seq 或 json.id。
error-joined-no_end = 没有说明一条消息在何处结束。
    .try = 请给出长度字段（length）或结束标记（end）。
error-joined-two_ends = 消息按长度或按标记结束，不能两者都用。
    .try = 请移除 length 或 end。
error-joined-type = 长度的类型须为 b、B、h、H、i、I、q、Q 或 varint。
    .try = 留空表示 I。
error-joined-offset = 长度字段离消息开头太远。
    .try = 请填写不超过 65000 的偏移量。
error-joined-mark = 标记须为 1 至 64 个字节。
    .try = 写成 hex:0d0a，或 text: 加文字。
error-joined-max = 消息的大小须为 1 字节至 64 MiB。
    .try = 留空表示 16 MiB。
error-joined-regex = 此正则表达式不能给出长度。
    .try = 请把字节数放在括号里，例如 content-length:(\d+)。
error-series-no_field = 请指定字段。
    .try = 可填消息格式中的字段，例如 seq；或 json. 加 JSON 中的路径，例如 json.seq。
error-series-no_such_field = 没有任何消息格式含有此字段。
    .try = JSON 中的路径以 json. 开头，例如 json.seq。
error-series-step = 相邻编号的步长不能为 0。
    .try = 留空表示 1。
error-series-wrap = 编号可在 u8、u16、u32、u64 或 1 至 64 位处回绕，也可不回绕（none）。
    .try = 留空表示按字段的宽度。
error-series-no_condition = 请说明哪条消息是心跳。
    .try = 填写其文本、消息码、消息格式或开头的字节。
error-decode-short = 在字节 { $offset } 处，“{ $field }”需要 { $wanted } 字节，但只剩 { $had } 字节。
error-decode-length = 在字节 { $offset } 处，“{ $field }”应有 { $wanted } 字节，但剩 { $had } 字节。
error-decode-extra = 消息格式在字节 { $offset } 处结束，但其后还有 { $had } 字节。
error-decode-endless = 在字节 { $offset } 处，“{ $field }”没有字节，永远不会结束。
error-decode-budget = 解码在字节 { $offset } 处停止：“{ $field }”超出了单条消息的限额。
error-decode-cut = 还有更多内容未显示。
error-decode-constant = 不是消息格式规定的值。
error-decode-checksum = 校验和与字节不符。
error-decode-range = 值超出取值范围。
error-decode-encoding = 不是此编码的文本；无法识别的显示为 �。
error-decode-offset = 在字节 { $offset } 处，“{ $field }”应位于 { $wanted }，但这超出了消息。
error-decode-expression = 在字节 { $offset } 处，无法确定“{ $field }”的位置：表达式除以零或结果过大。
error-decode-variant = 在字节 { $offset } 处，没有为“{ $field }”选定消息格式：其值为 { $wanted }。
error-decode-unterminated = 在字节 { $offset } 处，剩余的 { $had } 字节中没有“{ $field }”的结束标记。
error-decode-lens = 字节 { $offset } 处违反协议：{ $field }。
error-decode-varint = 在字节 { $offset } 处，“{ $field }”不是至多 { $wanted } 字节的整数。
error-decode-overlong = 此整数所用的字节多于其值所需。
error-pack-range = 超出范围：{ $low } 到 { $high }。
error-format-bad_char = 第 { $column } 列：此字符不属于 struct 格式。
    .try = 先写 @ = < > ! 之一，再写个数和 x c b B ? h H i I l L q Q n N e f d s p P；n、N、P 不能与 < > = ! 同用。
error-format-count_without_char = 第 { $column } 列：个数后没有类型。
    .try = 请加上类型，例如 i。
error-format-nul = 第 { $column } 列：格式不能含有 NUL 字符。
error-format-not_ascii = 第 { $column } 列：格式只能含有 ASCII 字符。
error-format-too_long = 第 { $column } 列：打包后的字节太长。
problem-pack-range = 超出字段的范围
problem-pack-float_range = 对此类型太大：请用 float64，确有此意则写 inf
problem-pack-too_long = 打包后的字节太长
problem-pack-count = 值的个数须与格式一致
problem-pack-truncated = 对字段太长：末尾被截去
problem-pack-infinity = 对字段太大：变成了无穷大

## 解码后的字段
details-fields = 字段
details-layout = 消息格式“{ $name }”
details-no-layout = 配置中没有适合此消息的消息格式。
propose-layout = 根据此消息创建消息格式
fields-unread = 解码 { $size } 会占用同样多的内存，需要片刻。
fields-read = 解码字段
fields-reading = 正在解码 { $size }…
fields-where = 值 { $from } 至 { $to }，共 { $count }
field-list = { $count } 项
field-object = { $count } 个字段
field-raw = 原始
field-bit = 位 { $from }
field-bits = 位 { $from }–{ $to }
field-place = 从字节 { $offset } 起，共 { $size } 字节
field-copy-value = 复制值
field-copy-json = 复制为 JSON
field-copy-path = 复制路径
field-show-column = 显示为列
field-decode-checksum = 校验和错误
field-decode-checksum-wanted = 校验和错误：应为 { $wanted }
field-decode-range = 超出范围
field-decode-range-wanted = 超出范围：应在 { $wanted } 之内
field-decode-constant = 与固定值不符
field-decode-constant-wanted = 不是固定值 { $wanted }
field-decode-cut = 此处已截断；复制可得到全部
field-decode-encoding = 部分内容不是文本
field-decode-overlong = 比所需更长
field-binary-heavy = 超过 64 MiB：不展开为值
field-decode-budget = 超出单条消息的限额：不展开为值
checksum-good = 校验和正确
stop-short = 从字节 { $offset } 起不符合消息格式：“{ $field }”需要 { $wanted } 字节，只剩 { $had } 字节
stop-length = 从字节 { $offset } 起不符合消息格式：“{ $field }”应有 { $wanted } 字节，剩 { $had } 字节
stop-extra = 从字节 { $offset } 起不符合消息格式：消息格式已结束，后面还有 { $had } 字节
stop-endless = 从字节 { $offset } 起不符合消息格式：“{ $field }”没有字节，永远不会结束
stop-budget = 解码在字节 { $offset } 处停止：“{ $field }”超出了单条消息的限额
hex-where = 字节 { $at }（{ $hex }）
hex-where-many = 字节 { $at }（{ $hex }），已选 { $count } 个
copy-bytes-hex = 复制为十六进制
copy-bytes-text = 复制为文本
inspector = 数据检查器
inspector-at = 字节 { $at }（{ $hex }）的各种读法
inspector-little = 小端
inspector-little-about = 低位字节在前
inspector-big = 大端
inspector-big-about = 高位字节在前
inspector-none = 字节不足，或没有这样的值
inspector-copy = 点击复制
inspector-unix = 时间（秒）
inspector-unix_ms = 时间（毫秒）
inspector-unix_us = 时间（微秒）
inspector-unix_float = 时间（f64）
column-gone = 没有布局含有字段 { $title }，可见的行中也没有：它可能已改名。
column-menu = 列 { $title }
column-rename = 重命名列
column-left = 左移
column-right = 右移
column-remove = 移除列
notice-column-shown = { $title } 已显示为列
notice-column-removed = 已移除列 { $title }
notice-copied-field = 已复制 { $name }
notice-copied-bytes = 已复制 { $count } 字节
notice-layout-made = 已添加消息格式“{ $name }”及选择它的规则
error-decode_too_long = 这 { $size } 字节太多，无法在此解码。
    .try = 十六进制视图会显示它们，导出时会解码。

latency-reply = { $delay } ← { $row }
latency-answered = 第 { $row } 行是它的回复
latency-waiting = 等待回复…
latency-unanswered = ✗ 无回复
column-latency = 延迟
column-note = 备注
column-faults = 错误
column-fields = 解码字段
column-time-utc = 时间 (UTC)
column-time-start = 距连接建立
column-time-previous = 距上一行
column-time-sent = 距上次发送
time-absolute = 时刻
time-start = 距连接建立
time-previous = 距上一行的时间
time-sent = 距上次发送的时间
columns = 列
columns-reset = 恢复默认列
column-hide = 隐藏此列
pin = 标记
unpin = 取消标记
note = 备注
note-empty = 写备注…
save-payload = 保存载荷…
copy-rows-as = 将所选行复制为
copy-row-as = 将此消息复制为
copy-text = 文本
copy-hex = 十六进制
copy-base64 = Base64
copy-c = C 数组
copy-python = Python bytes
copy-json = JSON
copy-csv = CSV 行
copy-websocat = websocat 命令
copy-wscat = wscat 命令
copy-websockets = Python 程序（websockets）
copy-report = 报告（含上下文，Markdown）
text-lossy = 有些字节不是文本，显示为 �。
pages = 分页
page-first = 第一页
page-before = 上一页
page-next = 下一页
page-last = 最后一页
page-where = 字节 { $from } 至 { $to }，共 { $size }
delta = Δ { $span }，{ $count } 行
delta-about = 从所选第一行到最后一行
details-compare = 比较
compare-equal = 第 { $a } 行与第 { $b } 行相同：方向、类型和载荷
compare-different = 第 { $a } 行与第 { $b } 行不同
compare-cut = 逐字节比较只看各自的前 { $size }。
compare-only = 只看差异
compare-sign = 相同或不同
compare-field = 字段
compare-same = 相同
compare-differs = 不同
compare-absent = 无
compare-bytes = 字节
compare-next = 下一处差异
compare-changed = 改变
compare-inserted = 插入
compare-removed = 删除
compare-unaligned = 字节太多，不查找插入，按位置逐个比较。
statistics = 各命令的延迟
statistics-rule-next = 收到的下一条消息即为回复。
statistics-rule-same_code = 回复与请求的消息码相同。
statistics-rule-field = 回复带回请求中的一个字段。
statistics-rule-codes = 请求与回复按配置中的消息码对照表配对。
statistics-command = 命令
statistics-count = 次数
statistics-min = 最小
statistics-median = 中位数
statistics-p95 = p95
statistics-p99 = p99
statistics-max = 最大
statistics-unanswered = 无回复
statistics-waiting = +{ $count } 等待中
statistics-all = 全部
statistics-text = 文本
statistics-binary = 无消息码的二进制
statistics-counting = 正在统计…
statistics-none = 还没有可统计的请求。
statistics-filter = 只显示 { $filter }
key-details = 在表格中：转到详情，再返回
key-filter-rows = 在筛选框中：转到匹配的消息
key-pin = 标记所选行
dialog-save-payload = 保存载荷
dialog-kind-any = 所有文件
error-copy_not_sendable = 第 { $row } 行不能用 { $tool } 发送：{ $what }
error-pin_too_many = 一次不能标记超过 { $limit } 行。
    .try = 请少选一些行。
error-notes_damaged = 无法读取 { $path } 中的备注：第 { $line } 行第 { $column } 列：{ $what }
    .try = 文件未被改动。修复或移走它，然后重新打开会话记录。
error-notes_newer = { $path } 中的备注由更新的版本（{ $version }）写入。
    .try = 文件未被改动。更新 Wirelark 后即可查看。
error-notes_read = 无法读取 { $path } 中的备注：{ $what }
error-notes_write = 无法把备注写入 { $path }：{ $what }
    .try = 请将会话记录复制到可写的文件夹。
error-notes_too_long = 备注太长（{ $size } 字节）。
    .try = 上限为 64 KiB。
json-cut = 只显示开头。复制可得到全部。
## Filter and find
filter = 筛选
filter-hint = 筛选，例如 acme、code:2、dir:sent、size>1000 …
filter-help = 筛选语言
filter-help-together = 组合
filter-help-more = 点击示例即可放入输入框。完整说明见指南的“筛选语言”一页。
filter-help-word = 载荷中含有此词，不分大小写
filter-help-exact = 完全包含所写内容
filter-help-regex = 匹配正则表达式
filter-help-code = 消息码或其名称
filter-help-codes = 范围；也可用列表：code:1,2
filter-help-direction = 或 dir:sent
filter-help-kind = 隐藏 ping 和 pong
filter-help-size = 载荷字节数；也可写 size:10..20、size<=64Ki
filter-help-wire = 压缩消息实际传输的字节数
filter-help-row = 按行号
filter-help-time = 按时刻，含两端
filter-help-since = 距第一行的时间
filter-help-latency = 耗时更长的回复
filter-help-field = 解码后的字段，用列的路径
filter-help-fault = 有任何错误的行
filter-help-fault-kind = 也可用 fit、constant、range、trailing、split
filter-help-seq = 前面缺号的行；也可用 duplicate、backwards、time、heartbeat
filter-help-fits = 与消息格式不符的消息
filter-help-is = 隐藏心跳（配置有协议解析器时）；也可用 error、part
filter-help-joined = 跨多行的消息在其中结束的行
filter-help-part = 属于此类消息的行
filter-help-pinned = 已标记的行
filter-help-note = 备注中含有此文字的行
filter-help-and = 两者都满足
filter-help-or = 满足其一
filter-help-not = 不满足
filter-help-group = 用括号分组
filters = 已存筛选和颜色
filter-heartbeats = 隐藏心跳
filter-heartbeats-about = 隐藏 ping、pong 和心跳
filter-saved = 已存的筛选
filter-saved-none = 还没有已存的筛选
filter-keep = 保存此筛选…
filter-rules = 筛选与颜色…
filter-name = 名称
filter-replace = 替换
notice-filter-kept = 已将筛选“{ $name }”加入配置。保存配置后才会保留。
rules = 筛选与颜色
filter-rules-about = 筛选与颜色属于配置：保存配置才会保留。
rules-filters = 已存的筛选
rules-new = 新筛选
rules-add-filter = 添加筛选
rules-colours = 行的颜色
rules-colours-about = 第一条匹配的规则决定行的颜色。
rules-add-colour = 添加颜色
rules-on = 启用
rules-colour = 颜色
colour-red = 红
colour-orange = 橙
colour-yellow = 黄
colour-green = 绿
colour-blue = 蓝
colour-purple = 紫
colour-grey = 灰
only-code = 只看消息码 { $value }
hide-code = 隐藏消息码 { $value }
only-no-code = 只看没有消息码的行
hide-no-code = 隐藏没有消息码的行
only-direction = 只看{ $direction ->
    [sent] 发出的
   *[other] 收到的
}
hide-direction = 隐藏{ $direction ->
    [sent] 发出的
   *[other] 收到的
}
only-kind = 只看类型 { $value }
hide-kind = 隐藏类型 { $value }
only-size = 只看大小 { $value }
hide-size = 隐藏大小 { $value }
only-field = 只看此 { $field }
hide-field = 隐藏此 { $field }
next-code = 下一条同消息码的消息
previous-code = 上一条同消息码的消息
notice-no-next-code = 后面没有同消息码、同方向的行
notice-no-previous-code = 前面没有同消息码、同方向的行
notice-no-fault = 这里没有其他有错误的行
find-hint = 查找：与筛选相同的语言
find-next = 下一个
find-previous = 上一个
find-searching = 正在查找…
find-nothing = 没有找到
find-wrapped-down = 已回到开头继续
find-wrapped-up = 已回到末尾继续
go-to = 转到
go-to-label = 行或时间
go-to-about = 行号，或时间：10:05、10:05:07.250、2026-01-02T10:05，或第一行之后 +5s。
go-to-ok = 转到
notice-row-near = 表格中没有第 { $wanted } 行；这是第 { $row } 行
key-find-next = 下一个结果；加 Shift 为上一个
key-filter = 转到筛选框
key-go-to = 转到某行或某时间
key-same-code = 在表格中：上一个、下一个同消息码的行
error-place_invalid = “{ $text }”既不是行号也不是时间。
    .try = 请写 1000、10:05、10:05:07.250、2026-01-02T10:05 或 +5s。
error-field_of_many = { $path } 是列表或对象：无法按单个值筛选。
    .try = 按其中一项筛选，如 field.{ $path }:text。

## 历史
history = 历史
history-find = 在所有历史连接中查找
history-find-go = 查找
history-looked = 已查 { $looked } / { $of }
history-found-none = 没有任何历史连接包含此内容。
history-deleted = 已删除（{ $count }）
history-deleted-about = 已删除的会话记录在这里保留 30 天，除非你先将其彻底移除。
history-deleted-none = 没有已删除的会话记录。
history-none = 还没有历史连接。每次连接都会被记录并列在这里。
history-no-profile = 无配置
history-disk = 会话记录占用 { $bytes }，上限 { $budget }。
history-over = 会话记录占用 { $bytes }，超过上限 { $budget }。未经你同意不会移除任何内容。
history-pin = 标记
history-pin-about = 清理时保留已标记的会话记录
history-open-now = 正在录制
history-more = { $name } 的更多操作
notice-history-exported = 已将“{ $name }”导出到 { $path }
history-restore = 恢复
history-remove = 彻底移除
history-remove-all = 全部彻底移除…
history-remove-sure = 将从磁盘移除 { $count } 份会话记录，无法撤销。
history-close = 关闭码 { $code }
history-no-close = 无关闭帧
history-limited = 只保留最近 { $keep }
clean-up = 清理…
clean-up-about = 列出为不超过上限需要移除的会话记录：先是已删除的，然后是最旧的。已标记的和正在使用的会保留。确认之前不会移除任何内容。
clean-up-budget = 所有会话记录的上限
clean-up-fits = 目前占用 { $bytes }，无需移除。
clean-up-nothing = 目前占用 { $bytes }，但都已标记或正在使用，无法移除。
clean-up-plan = 目前占用 { $bytes }。彻底移除以下 { $count } 份可释放 { $frees }：
clean-up-still-over = 即便如此仍超出上限：其余的已标记或正在使用。
clean-up-go = 彻底移除
notice-freed = 已释放 { $bytes }

comparing = 比较会话记录
comparing-menu = 比较会话记录…
comparing-this = 与另一份会话记录比较
comparing-about = 按命令比较消息：方向、类型和消息码。忽略时间，以及不同命令之间的先后。
comparing-side = 会话记录 { $side }
comparing-none = 请选择会话记录
comparing-files = 文件
comparing-file = 文件…
comparing-ignore = 忽略的字段
comparing-ignore-about = 解码字段的路径，用逗号分隔：序号、时间等
comparing-go = 比较
comparing-running = 正在比较
comparing-equal = 相同：每个命令的消息都一样（{ $a } 行与 { $b } 行）
comparing-different = { $count } 个命令不同（{ $a } 行与 { $b } 行）
comparing-command = 命令
comparing-first = 第一处差异
comparing-fields = 只在一边出现的值
comparing-absent = 无
comparing-far = 相差太远，无法判断
comparing-rows = A 第 { $a } 行，B 第 { $b } 行
comparing-only-a = A 第 { $row } 行没有对应行
comparing-only-b = B 第 { $row } 行没有对应行
comparing-many = 值太多，不逐一列出
comparing-more = 另有 { $count } 个
comparing-open = 显示 { $side } 的第 { $row } 行

## 导出与导入
export-rows = 导出消息
export-format = 格式
export-jsonl = JSON Lines
export-jsonl-about = 每行一个对象，精确无损，可再次导入
export-csv = CSV
export-csv-about = 用于电子表格，含配置的列
export-har = HAR
export-har-about = 用于浏览器的网络工具
export-pcapng = pcapng
export-pcapng-about = 用于 Wireshark
export-text = 文本
export-text-about = 便于阅读的日志
export-bom = 带字节顺序标记（BOM），便于 Excel 正确显示中文
export-what = 哪些消息
export-what-all = 整份会话记录
export-what-view = 表格中的行（匹配筛选的）
export-what-selection = 所选的行
export-count = { $count } 条消息
export-running = 正在导出到 { $name }：{ $rows } / { $of }
export-cancelled = 已取消导出到 { $name }；没有写入文件。
export-done = 已将 { $count } 行导出到 { $path }。
export-left-out = 有 { $count } 行被略去：该格式无法容纳。
transcript-opening = 正在打开 { $name }…
transcript-opening-status = 正在打开会话记录…
import-transcript = 导入 HAR 或 JSON Lines…
import-choose = 导入 { $file } 中的哪个连接？
importing = 正在导入…
import-running = 正在导入：已有 { $count } 条消息
dialog-import-transcript = 导入 HAR 或 JSON Lines 文件
dialog-kind-import = HAR、JSON Lines
dialog-kind-csv = CSV 文件
dialog-kind-har = HAR 文件
dialog-kind-pcapng = pcapng 文件
dialog-kind-text = 文本

## 记录
recording = 录制设置
recording-open = 点击以选择保留多少。
recording-about = 收发的一切都会录制到文件。此配置的会话记录保留：
keep-all = 全部
keep-all-about = 不移除任何内容
keep-messages = 最近的消息数：
keep-bytes = 最近的数据量：
keep-unit = 单位
keep-few = 至少 1000 条，须为整数。
keep-small = 请填数字，至少 1 MB。
keep-warning = 设置上限后，新消息到来时最旧的消息会被永久移除。
keep-next = 当前连接沿用开始时的设置；更改从下一次连接起生效。
keep-now = 只保留最近 { $keep }：从第 { $row } 行起
keep-messages-words = { $count } 条消息

## 图表
charts = 图表
charts-none = 还没有消息。
charts-words = { $time } 内接收 { $received } 条、发送 { $sent } 条：平均每秒接收 { $mean } 条，最高 { $most } 条，每秒最多 { $bytes }。
charts-words-short = 一秒内接收 { $received } 条、发送 { $sent } 条。
charts-latency = 延迟平均 { $mean }，最长 { $most }。
charts-no-latency = 没有收到回复的请求，因此没有延迟。
chart-messages = 每秒消息数
chart-bytes = 每秒字节数
chart-sizes = 消息平均大小
chart-latency = 延迟
chart-faults = 有错误的行
faults-own = 消息本身
faults-series = 消息次序
latency-mean = 平均
latency-max = 最长

## 相关错误
error-history_writing = 此会话记录仍在录制。
    .try = 请先断开连接，再删除。
error-environment_missing = 没有名为“{ $name }”的环境。
error-environment_name = “{ $name }”不是有效的环境名称。
error-export_busy = 另一个导出正在进行。
    .try = 请等待完成，或将其取消。
error-import_read = 无法读取文件。
    .try = { $what }
error-import_unknown_format = 该文件既不是 HAR，也不是 Wirelark 的 JSON Lines。
    .try = 在浏览器的网络工具中选择“全部另存为 HAR”；在 Wirelark 中导出为 JSON Lines。
error-import_damaged = 文件在第 { $line } 行第 { $column } 列损坏：{ $what }
    .try = 没有导入任何内容。请在来源处重新导出该文件。
error-import_no_messages = 该 HAR 中没有 WebSocket 消息。
    .try = { $what }
error-import_no_such_connection = 该 HAR 中没有这个连接。
    .try = { $what }
error-transcript_format = 这不是会话记录，或其开头已损坏。
    .try = { $what }
error-transcript_missing = 此会话记录已不存在。
    .try = 可能已被其他窗口或程序移走。请重新打开“历史”。
error-transcript_exists = 已有同名会话记录。
    .try = { $what }
error-transcript_row_removed = 此行已因上限被移除。
    .try = { $what }
error-transcript_cancelled = 已取消打开会话记录。
    .try = 可再次打开。
error-transcript_corrupt = 会话记录在此处损坏。
    .try = { $what }
error-transcript_writing = 此会话记录仍在写入，可能是另一个窗口或命令行在写。
    .try = 请在记录结束后重试。
error-transcript_header_too_long = 解码规则过大，会话记录的文件头容纳不下。
    .try = { $what }
error-import_too_long = 文件中有一行或一个值过长。
    .try = { $what }
notice-payload-saved = 已保存为 { $path }

## 标签页
window-title = { $name } – Wirelark
tabs = 标签页
tab-blank = 新标签页
tab-new = 新建标签页
tab-open = 在新标签页中打开
tab-again = 用此配置再开一个标签页
tab-close = 关闭标签页
tab-close-named = 关闭 { $name }
tab-reopen = 重新打开已关闭的标签页
tab-left = 左移
tab-right = 右移
tab-fresh = { $count } 条新消息
ask-close = 关闭“{ $name }”？
ask-close-live = 它仍处于连接中。关闭标签页会以 { $code } 关闭连接；消息保留在“历史”中。
ask-close-edited = 它有未保存的修改。
ask-close-save = 保存并关闭
ask-close-discard = 不保存直接关闭
key-tab-new = 新建标签页
key-tab-close = 关闭标签页
key-tab-reopen = 重新打开最近关闭的标签页
key-tab-next = 下一个 / 上一个标签页
key-tab-move = 焦点在标签页上时：移动它

## 静默与 ping
silent = { $span }前收到最后一条消息
silent-about = 连接仍然打开，但没有收到任何内容。未启用保活 ping 时，网线被拔掉的连接看起来也是如此。
rtt = ping { $time }
rtt-about = 从 Wirelark 最近一次 ping 到对应 pong 的时间
control-frames = { $pings } 个 ping，{ $pongs } 个 pong
control-frames-about = 已收到的控制帧。并非都显示为行：由配置决定（connection.control_frames.rows）。
span-seconds = { $count } 秒
span-minutes = { $count } 分钟
span-hours = { $count } 小时
## 连接设置
connection-settings = 连接设置
connection-settings-short = 设置
settings-next = 更改从下一次连接起生效。
settings-differs = { $count ->
   *[other] { $count } 项与默认不同
}
settings-request = 请求
settings-auth = 身份验证
settings-cookies = Cookie 与重定向
settings-tls = TLS
settings-proxy = 代理
settings-network = 网络
settings-frames = 压缩与 ping
settings-limits = 超时与上限
settings-close = 关闭与重连
setting-reset = 还原
setting-reset-about = 恢复默认值
setting-choose = 选择…
setting-choose-for = 选择文件：{ $label }
setting-add-file = 添加文件…
setting-secret-about = 配置文件中保存的就是这段文字。
default-is = 默认：{ $value }。
default-and-range = 默认：{ $value }；范围 { $least } 到 { $most }。
never = 从不
pair-on = 发送此项
part-url = 实际发送的 URL
url-shown-about = 含下面的查询参数；机密在连接时填入
part-query = 查询参数
part-query-about = 经百分号编码后附加到 URL。粘贴一段查询可生成多行。
query-add = 参数
part-headers = 请求头
part-headers-about = 按此顺序发送，同名可多次出现。Host、Origin、User-Agent、Authorization、Cookie 和 Sec-WebSocket-Protocol 会取代 Wirelark 自己的。粘贴多行“名称: 值”可生成多行。
header-add = 请求头
part-more = 子协议、Origin、User-Agent
subprotocols = 子协议
subprotocols-about = 优先的在前。服务器只能从中选择一个。
subprotocol-add = 子协议
origin-about = 与浏览器发送的相同。留空则不发送。
user-agent-about = 默认：{ $usual }
user-agent-usual = Wirelark 默认
user-agent-none = 不发送
user-agent-own = 自定义
auth-about = 随升级请求发送。请求头列表中的 Authorization 会取代它。
auth-type = 方式
auth-none = 无
auth-basic = Basic
auth-bearer = Bearer
auth-api_key = API 密钥
auth-none-about = URL 中的用户名和密码仍会以 Basic 方式发送。
auth-basic-about = 用户名和密码（RFC 7617）。
auth-bearer-about = 令牌（RFC 6750）。
auth-api_key-about = 由你命名的请求头或查询参数。
auth-user = 用户名
auth-password = 密码
auth-token = 令牌
api-key = 密钥
api-key-in = 放在哪里
api-key-header = 请求头
api-key-query = 查询
secret-about = 点击锁可使值不写入文件：它只在内存中保留到 Wirelark 退出。
part-secrets = 机密
part-secrets-about = 这些设置需要而配置中没有的值。它们只在内存中保留到 Wirelark 退出。
part-cookies = Cookie
part-cookies-about = 在同一个 Cookie 请求头中发送。粘贴“a=1; b=2”可生成多行。
cookie-add = Cookie
cookies-keep = 服务器设置的 Cookie
cookies-keep-on = 重定向后发回
cookies-keep-about = 只在一次连接内有效。握手页列出它们的名称。
part-redirects = 重定向
part-redirects-about = 响应 301、302、303、307 和 308。绝不从 wss 转到 ws；其他主机得不到凭据、Cookie、登录和客户端证书。
redirects-follow = 重定向
redirects-follow-on = 跟随
redirects-max = 最大重定向次数
tls-unused = URL 以 ws:// 开头，这些设置不起作用，但会为 wss:// 保留。
part-trust = 证书信任
trust-system = { $count ->
   *[other] 系统信任库：{ $count } 个颁发机构。此处添加的同样受信任。
}
tls-verify = 服务器证书
tls-verify-on = 验证
tls-verify-off = 不验证
tls-verify-about = 检查颁发机构、名称、日期和下面的吊销列表。
tls-unverified-about = 你与服务器之间的任何人都能读取并篡改一切。只对此配置有效；若要信任某一个已知证书，请改为在下面添加其 SHA-256。
ca-files = 更多颁发机构
ca-files-about = 系统之外要信任的证书的 PEM 文件。
pinned = 受信任的证书
pinned-about = 无论有何问题都信任的服务器证书的 SHA-256。其他证书照常验证。连接失败后，可在握手页上一键添加。
pinned-add = SHA-256
crl-files = 吊销列表
crl-files-about = PEM 文件。不会自动下载：此处没有列表的颁发者视为没有吊销任何证书。
part-identity = 客户端证书
part-identity-about = 服务器要求客户端证书时出示。
client-certificate = 客户端证书
client-certificate-asked = 服务器要求出示证书，但没有可用的
certificate-none = 无
cert-file = 证书
cert-file-about = PEM：先是证书，然后是通向其颁发者的证书。
key-file = 私钥
key-file-about = PEM，未加密。留空表示与证书在同一文件中。
p12-file = PKCS#12 文件
passphrase = 口令
part-tls-more = 名称与版本
server-name = 服务器名称
server-name-about = 用于 SNI，并须出现在证书中。默认：URL 中的主机。
min-version = 最低版本
min-version-about = 此处只有 1.2 和 1.3；更旧的版本不安全。
proxy-mode = 代理
proxy-system = 系统
proxy-none = 无
proxy-manual = 手动
proxy-system-about = 每次连接时查询系统设置。本机上的服务器不经代理。
proxy-none-about = 直接连接服务器。
proxy-manual-about = 使用此代理，不理会系统设置。
proxy-found = 对于此 URL，系统指定
proxy-found-none = 对于此 URL，系统没有指定代理。
proxy-variables = 环境中已设置：{ $names }
proxy-no-variables = 环境中没有设置代理。
proxy-no-pac = 不支持自动配置（PAC）。
proxy-url = 地址
proxy-kind = 代理类型
proxy-http-kind-about = 通过 HTTP 的 CONNECT，ws:// 和 wss:// 均可。
proxy-https-kind-about = 通过 TLS 的 CONNECT；会验证代理的证书。
proxy-socks5-kind-about = 名称由代理自己解析。
proxy-user-about = 代理不要求时留空。
proxy-unused = “网络”中设置了 Unix 套接字，因此不使用代理。
no-proxy = 不经代理
no-proxy-about = 名称（及其下级）、地址、网段（如 10.0.0.0/8）或 *。
no-proxy-add = 主机
part-names = 名称与地址
resolve-entries = 主机覆盖
resolve-about = 主机:端口:地址，与 curl 的 --resolve 相同。请求和 TLS 中仍用原名称。
resolve-add = 条目
ip-version = IP 版本
ip-any = 全部
ip-about = 有多个地址时，若一个在 250 毫秒内没有响应，就尝试下一个。
part-socket = Unix 套接字
part-socket-about = 连接文件系统中的套接字。URL 仍为 ws://，说明请求的内容；不解析名称，也不使用代理。
socket-not-here = 此系统没有 Unix 套接字：指定了套接字的配置只能在 Linux 和 macOS 上连接。
socket-secure = URL 以 wss:// 开头，因此在套接字上使用 TLS。
unix-socket = 路径
part-compression = 压缩
part-compression-about = permessage-deflate（RFC 7692）。是否使用由服务器决定；握手页会说明商定的结果。
compression-offer = 请求启用
compression-client_no_context_takeover = 客户端上下文复用
compression-client_no_context_takeover-about = 勾选后，Wirelark 对每条消息单独压缩。
compression-server_no_context_takeover = 服务端上下文复用
compression-server_no_context_takeover-about = 勾选后，要求服务器对每条消息单独压缩。
compression-client_max_window_bits = 客户端窗口
compression-server_max_window_bits = 服务端窗口
window-any = 不限
window-bits = { $bits } 位（{ $bytes } 字节）
part-control = ping 与 pong
part-text-end = 文本消息的结尾
part-text-end-about = 在每条文本消息和登录消息之后发送，供按行的协议、STOMP 和 SignalR 使用。ping、pong、再次发送的行和违规操作保持原样。
text-terminator = 结束符
text-terminator-none = 无
text-terminator-about = 可用 \r\n、\x1e 等转义；不支持变量。
control-rows = 在表格中
control-rows-collapsed = 合并
control-rows-all = 全部
control-rows-none = 不显示
control-rows-collapsed-about = 各占一行；连续过多时由一行说明数量。
control-rows-all-about = 即使大量涌入也各占一行。
control-rows-none-about = 不占行，但仍会计数和回复。
answer-pings = 服务器的 ping
answer-pings-on = 回复 pong
answer-pings-off = 不回复
answer-pings-about = 关闭它可以观察服务器如何对待沉默的客户端。
part-keep-alive = 保活
part-keep-alive-about = Wirelark 自动发送 ping，以便发现已消失的服务器。
ping-every = ping 间隔
ping-every-about = 如 20s；至少 100ms。留空表示从不。
pong-within = pong 超时
pong-within-about = 超过后视连接为已断开。
part-timeouts = 超时
part-timeouts-about = 如 500ms、12s 或 2m。
timeout-resolve = 名称
timeout-resolve-about = 解析主机名。
timeout-connect = TCP
timeout-connect-about = 直到服务器或代理响应。
timeout-proxy = 代理
timeout-proxy-about = 直到代理接通服务器。
timeout-tls = TLS
timeout-tls-about = TLS 握手。
timeout-upgrade = 升级
timeout-upgrade-about = 从请求的第一个字节到响应的最后一个字节。
timeout-write = 写入
timeout-write-about = 服务器可以多久不接收待发送的数据。
timeout-idle = 空闲
timeout-idle-about = 服务器可以多久不发来任何内容。
timeout-close = 关闭
timeout-close-about = 从 Wirelark 的关闭帧到 TCP 结束。
part-limits = 上限
part-limits-about = 超出的会被拒绝，并告知服务器。
limit-message = 消息
limit-message-about = 解压后的字节数。超过则以 1009 关闭连接。
limit-fragments = 每条消息的帧数
limit-fragments-about = 空帧也计算在内。
limit-write_buffer = 写缓冲
limit-write_buffer-about = 等待发送的字节数；写满后暂停发送。
limit-header = 响应头大小
limit-header-about = 服务器或代理的响应头字节数。
limit-header_fields = 响应头字段数
limit-header_fields-about = 一个响应中的字段数。
part-close = 关闭帧
part-close-about = “断开”时发送的内容。
close-code = 关闭码
close-reason = 原因
close-meaning = { $meaning }。
close-reason-about = { $bytes } / 123 字节。
part-reconnect = 重新连接
part-reconnect-about = 用于意外断开的连接：点击“断开”后，或服务器拒绝连接或以 1000 等表示已结束时，不会重连。
reconnect = 重新连接
reconnect-on = 自动重新连接
reconnect-first = 首次等待
reconnect-first-about = 每次尝试加倍；每次等待会随机缩短，最多一半。
reconnect-longest = 最长等待
reconnect-attempts = 连续尝试次数
reconnect-send = 然后发送
reconnect-send-about = 在登录之后，按此顺序。
reconnect-send-add = 添加已存消息…
reconnect-no-messages = 此配置还没有已存消息。
reconnect-unknown = 没有名为 { $name } 的已存消息。

## URL 下面的一行
summary = 与默认不同之处
summary-about = 打开此设置
differs-query = { $count ->
   *[other] { $count } 个参数
}
differs-headers = { $count ->
   *[other] { $count } 个请求头
}
differs-subprotocols = 子协议 { $names }
differs-origin = Origin { $origin }
differs-user-agent = User-Agent
differs-auth-basic = Basic
differs-auth-bearer = Bearer
differs-auth-api_key = API 密钥
differs-cookies = { $count ->
   *[other] { $count } 个 Cookie
}
differs-cookies-kept = 保留 Cookie
differs-redirects = 跟随重定向
differs-unverified = 不验证证书
differs-ca-files = { $count ->
   *[other] { $count } 个 CA 文件
}
differs-client-certificate = 客户端证书
differs-server-name = 服务器名称 { $name }
differs-only-13 = 仅 TLS 1.3
differs-crl-files = { $count ->
   *[other] { $count } 个吊销列表
}
differs-pinned = { $count ->
   *[other] { $count } 个受信任的证书
}
differs-no-proxy = 不用代理
differs-proxy = 代理 { $proxy }
differs-resolve = { $count ->
   *[other] { $count } 个地址代替 DNS
}
differs-ip-4 = 仅 IPv4
differs-ip-6 = 仅 IPv6
differs-unix-socket = 套接字 { $path }
differs-compression = 请求压缩
differs-rows-all = 表格中显示所有 ping
differs-rows-none = 表格中不显示 ping
differs-no-pong = 不回复 ping
differs-keep-alive = 每 { $every } 发送 ping
differs-text-terminator = 文本以 { $end } 结尾
differs-timeouts = { $count ->
   *[other] { $count } 个超时
}
differs-limits = { $count ->
   *[other] { $count } 个上限
}
differs-close = 关闭码 { $code }
differs-reconnect = 自动重连

## 握手
handshake = 握手
handshake-none = 没有握手：尚未尝试连接，或此会话记录中没有。
handshake-which = 哪一次连接
handshake-number = 第 { $number } 次连接，共 { $count } 次
handshake-copy = 复制为文本
handshake-request = 请求
handshake-response = 响应
handshake-way = 连接
handshake-peer = 已连接到
handshake-addresses = 地址
handshake-tries = 尝试
subprotocol = 子协议
extensions = 扩展
extensions-none = 无：消息不压缩
compressed-ours = 客户端窗口 { $bits } 位
compressed-ours-alone = 客户端窗口 { $bits } 位，不复用上下文
compressed-theirs = 服务端窗口 { $bits } 位
compressed-theirs-alone = 服务端窗口 { $bits } 位，不复用上下文
cookies-set = 设置的 Cookie
timings = 时间
timings-total = 共 { $total }
phase-resolving = DNS
phase-connecting = TCP
phase-proxy = 代理
phase-tls = TLS
phase-upgrading = 升级
hop-number = 第 { $number } 段，共 { $count } 段
masked-about = 机密：已发送，但不显示
via-profile = 来自此配置
via-system = 来自系统
proxy-request = 对代理的请求
proxy-response = 代理的响应
tls-server = 与服务器的 TLS
tls-proxy = 与代理的 TLS
tls-version = 版本
tls-cipher = 密码套件
trust-verified = 已验证
trust-pinned = 未验证：仅凭其 SHA-256 接受
trust-unverified = 未验证
trust-refused = 未被接受
chain-none = 服务器没有出示证书。
certificate-unnamed = 没有主体
certificate-server = 服务器证书
certificate-self = 自颁发
certificate-issuer = 颁发者
certificate-names = 名称
certificate-no-names = 无：对任何主机都无效
certificate-validity = 有效期
certificate-key = 密钥
certificate-serial = 序列号
validity-valid = { $days ->
   *[other] 还有 { $days } 天
}
validity-soon = { $days ->
    [0] 今天到期
   *[other] 只剩 { $days } 天
}
validity-expired = { $days ->
    [0] 今天已过期
   *[other] { $days } 天前已过期
}
validity-early = { $days ->
    [0] 今天生效
   *[other] { $days } 天后生效
}
warning-certificate_unverified = 没有验证服务器的证书。
warning-connection_list = Connection 响应头中不只有 Upgrade。这是允许的，但有些客户端会拒绝。
warning-subprotocol_ignored = 服务器没有选择所提供的任何子协议。浏览器和许多客户端库会断开这样的连接。
warning-credentials_withheld = 这是另一台主机：没有向它发送凭据、Cookie、登录或客户端证书。
warning-other_host = 这不是此配置所指的主机，你已确认过。无论配置对自己的服务器如何规定，它的证书都经过了验证。
notice-sha256 = 已复制 SHA-256。
notice-pem = 已复制证书。
notice-handshake = 已复制握手；其中的机密已遮盖。
show-certificate = 显示证书
show-handshake = 显示握手
show-setting = 打开设置
trust = 为此配置信任此证书
trust-about = 请将其 SHA-256 与服务器所有者告知的相比较。之后只接受这一个证书，只对此配置有效，无论它还有何问题。
trusted = 已为此配置信任
trusted-about = 从下一次连接起生效。保存配置后才会保留。
connect-again = 重新连接

## 关闭验证
subprotocol-ignored = 无子协议
subprotocol-ignored-about = 服务器没有选择所提供的任何子协议：浏览器和许多客户端库会断开这样的连接。点击查看握手。
unverified = 未验证
unverified-about = 没有验证服务器的证书：中间的任何人都能读取并篡改一切
trust-ask = 使用这些设置连接？
trust-ask-about = 配置 { $name } 自带的以下设置并非你在此处所设。它们决定连接到下面的服务器时，对方究竟是谁：
trust-risk-verify_off = 不验证服务器的证书：你与服务器之间的任何人都能读取并篡改一切，包括密码。
trust-risk-pinned = 持有下列任一证书的一方都会被当作服务器，不再做其他检查。证书的 SHA-256：
trust-risk-server_name = 证书按此名称而非主机名验证：
trust-risk-ca_files = 还信任这些文件中的证书颁发机构：
trust-risk-resolve = 使用这些地址，而不查询域名服务器：
trust-risk-proxy = 所有数据都经过此代理：
trust-risk-unix_socket = 连接到本机的这个套接字，而不是该主机：
trust-risk-client_certificate = 向服务器出示你的这个证书，它表明你的身份：
trust-risk-replies = 每当收到符合条件的消息，就会发送：
trust-risk-heartbeats = 会不断重复发送：
trust-risk-more = 另有 { $count } 项
trust-ask-remember = 你的确认只在本机上对此配置、此服务器和这些设置有效。
trust-go = 仍然连接
trust-check = 验证并连接
trust-replies = 自动发送这些消息？
trust-replies-about = 配置 { $name } 自带的以下自动回复和心跳并非你在此处所写。开启后，它们会直接发送到下面的服务器，不再询问：
trust-replies-go = 开启
error-trust_unconfirmed = 此配置自带的设置尚未有人针对此服务器确认。
redirect-ask = 继续前往 { $host }？
redirect-ask-about = 服务器重定向到 { $location }，这不是此配置所指的主机。尚未向它发送任何内容。如果继续，它将收到此配置的登录、消息、Cookie 和凭据；其证书始终会被验证。
redirect-go = 连接到 { $host }
key-settings = 连接设置
key-handshake = 握手
dialog-open-authorities = 要信任的证书
dialog-open-revocations = 吊销列表
dialog-open-certificate = 客户端证书
dialog-open-key = 客户端证书的私钥
dialog-open-pkcs12 = PKCS#12 文件
dialog-open-socket = Unix 套接字
dialog-kind-pem = 证书（PEM）
dialog-kind-crl = 吊销列表
dialog-kind-key = 私钥（PEM）
dialog-kind-pkcs12 = PKCS#12 文件

## 核心自身的语句：model/phrases.ts 按英文原文查找
phrase-sent-nothing = 服务器没有发送任何内容
phrase-ended-tls = 服务器结束了连接，没有发送 TLS 的 close_notify
phrase-head-cut = 响应头不完整
phrase-head-too-long = 响应头超过 { $most } 字节；限制为 connection.limits.header
phrase-too-many-fields = 响应头超过 { $most } 个字段；限制为 connection.limits.header_fields
phrase-http-header-name = 响应头的字段名无效
phrase-http-header-value = 响应头的字段值无效
phrase-http-new-line = 响应头的换行无效
phrase-http-status = 响应的状态行无效
phrase-http-token = 响应头中有无效字符
phrase-http-version = HTTP 版本无效
phrase-no-upgrade = 缺少“Upgrade: websocket”
phrase-no-connection-upgrade = 缺少“Connection: Upgrade”
phrase-offer-twice = 它不止一次接受了同一请求
phrase-deflate-not-offered = 没有请求过“{ $what }”
phrase-deflate-unknown = 参数“{ $name }”未知
phrase-deflate-twice = 参数“{ $name }”出现了两次
phrase-deflate-valued = 参数“{ $name }”不应有值（“{ $value }”）
phrase-deflate-no-value = 参数“{ $name }”没有值
phrase-deflate-not-granted = 请求了 { $name }，服务器没有同意
phrase-deflate-too-many-bits = { $name } 为 { $got }，而请求的最大值是 { $asked }
phrase-deflate-bits = { $name } 为“{ $value }”，不在 8 到 15 之间
phrase-proxy-ended = 它没有响应就结束了连接
phrase-proxy-answer = 其响应无法使用：{ $what }
phrase-proxy-more = 它在响应之后还发送了其他内容
phrase-speaks-tls = 使用 TLS；请用 wss:// 代替 ws://
phrase-speaks-http2 = 使用 HTTP/2，Wirelark 不支持其上的 WebSocket
phrase-began-with = 开头为“{ $bytes }”
phrase-no-answer-in-time = 没有及时响应；超时为 connection.timeouts.{ $setting }
phrase-no-address = 它没有地址
phrase-no-unix-sockets = 此系统不支持 Unix 套接字
phrase-chain-too-long = 其证书链超过上限 64 KiB
phrase-no-pem = 其中没有 PEM 证书
phrase-no-pem-crl = 其中没有 PEM 吊销列表
phrase-no-key = 其中没有带私钥的证书
phrase-key-mismatch = 私钥与证书不匹配
phrase-key-encrypted = { $path }：私钥已加密；请使用 PKCS#12 文件，它可以带口令
phrase-passphrase = { $what }；口令是否正确？
phrase-file-network = 它在另一台机器上；请在文件对话框中选择，或复制到本机
phrase-file-device = 这是设备名
phrase-file-not-regular = 它不是普通文件
phrase-file-too-long = 它超过 { $limit } 字节
phrase-not-utf8 = { $size } 字节的文本消息从第 { $offset } 字节（从 0 数起）起不是 UTF-8
phrase-har-no-websocket = 其中没有 WebSocket 连接
phrase-event-connection = 第 { $number } 次连接
phrase-event-connection-again = 第 { $number } 次连接：第 { $made } 次尝试，共 { $of } 次；上次以 { $last } 结束
phrase-event-given-up = 已放弃：重新连接的次数已用完
phrase-event-start-message = 无法生成起始消息“{ $name }”：{ $error }
phrase-event-aborted-reset = 已中止：TCP 重置，没有关闭帧
phrase-event-aborted = 已中止：没有关闭帧
phrase-event-late = 关闭帧之后又来了 { $bytes } 字节，已忽略
phrase-event-misbehaving = 故意违反协议：{ $act }
phrase-event-pings-received = 又收到 { $hidden } 个 ping，共 { $bytes } 字节
phrase-event-pongs-received = 又收到 { $hidden } 个 pong，共 { $bytes } 字节
phrase-event-pings-sent = 又发送 { $hidden } 个 ping，共 { $bytes } 字节
phrase-event-pongs-sent = 又发送 { $hidden } 个 pong，共 { $bytes } 字节
phrase-ended-with = { $code }：{ $what }
phrase-lost = 服务器没有发送关闭帧就结束了连接
phrase-reset = 连接被重置：{ $what }
phrase-refused = { $address } 拒绝连接：此端口上没有服务器
phrase-act-text-as-binary = 二进制消息中的文本
phrase-act-binary-as-text = 文本消息中的字节
phrase-act-invalid-utf8 = 不是 UTF-8 的文本
phrase-act-interrupted = 消息中的消息
phrase-act-continuation = 没有起始的延续帧
phrase-act-reserved-bits = 保留位
phrase-act-unmasked = 没有掩码
phrase-act-wrong-mask = 错误的掩码
phrase-act-close = 关闭帧 { $code }，原因 { $size } 字节
phrase-act-no-code = { $what }，不带关闭码
phrase-act-no-pong = 从现在起不再回复 ping
phrase-act-half-close = 客户端结束 TCP 的发送方向
phrase-act-length = 错误的长度：帧头声称 { $claims } 字节，之后有 { $size } 字节
phrase-act-pieces = 分片的消息：{ $count } 片
phrase-act-opcode = 保留操作码 { $opcode }
phrase-act-oversized = 过大的控制帧：{ $control }，{ $size } 字节
phrase-act-fragmented = 分片的控制帧：{ $control }
phrase-act-raw = 原始字节
phrase-act-close-bytes = 带任意字节的关闭帧：{ $size } 字节
phrase-act-close-frame = 关闭帧
phrase-no-message = 没有名为“{ $name }”的消息
phrase-control-too-long = 未发送：ping 或 pong 最多 125 字节，此消息有 { $size } 字节
phrase-binary-extra = { $what } 值之后还有 { $bytes } 字节
phrase-binary-number = { $what } 没有数字 { $digits }：请用 64 位以内的数
phrase-binary-json = 此 JSON 不是 { $what }：{ $why }
phrase-it = 它{ $what }
