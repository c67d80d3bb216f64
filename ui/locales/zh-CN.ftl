### 云雀的中文。与 en.ftl 的标识符相同；由测试保证。

## 窗口各部分
profiles = 配置
connection = 连接
compose = 要发送的内容
messages = 消息
details = 详情
status = 统计
splitter = 详情区大小
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
menu = 菜单
sent = 已发送
received = 已接收

## 配置
profiles-search = 查找配置
profiles-none = 还没有配置。新建只需名称和网址。
profiles-none-found = 没有名称或网址匹配的配置。
profile-untitled = 新配置
profile-live = 已连接
profile-dirty = 有未保存的修改
profile-unsaved = 尚未保存
profile-show = 显示
profile-copy-of = { $name } 副本

## 演示服务器
demo = 演示服务器
demo-about = 在本机运行，使用原始脚本的协议。
try-demo = 试用演示服务器
try-demo-about = 一键完成：在本机启动服务器、连接并登录。数据不会离开您的电脑。

## 首次运行
welcome = 查看、驱动和检验 WebSocket 服务器
welcome-about = 连接、登录、发送二进制或文本，看每条回复到达，每个字节都留存。
welcome-example = 打开原始脚本的配置
welcome-new = 新建配置

## 菜单
language = 语言
theme = 主题
theme-light = 浅色
theme-dark = 深色
open-logs = 打开日志文件夹
open-transcripts = 打开记录文件夹
open-transcript = 打开记录…
file-viewed = 记录 { $name }
file-close = 关闭记录
shortcuts = 键盘快捷键
about = 关于 Wirelark
about-text = 查看、驱动和检验 WebSocket 服务器的桌面工具。无需账号，不收集数据。
about-logs = 日志
about-transcripts = 记录

## 连接
url = 服务器网址
connect = 连接
disconnect = 断开
run-original = 运行原始脚本
run-stop = 停止“{ $name }”
state-idle = 未连接
state-resolving = 正在解析
state-connecting = 正在连接
state-tls = TLS 握手
state-upgrading = 正在升级
state-open = 已连接
state-login-sent = 已连接，登录已发送
state-logging-in = 正在登录
state-loggedIn = 已登录
state-closing = 正在关闭
state-closed = 已关闭
state-closed-code = 已关闭 { $code }
state-failed = 失败
closed-1006 = 连接在没有关闭帧的情况下结束（1006）。请重新连接；若再次发生，请查看服务器日志。
closed-how = { $by }以代码 { $code } 关闭了连接。
closed-by-us = Wirelark
closed-by-server = 服务器
closed-by-network = 网络
other-connected = 表格显示的是“{ $name }”；在连接此配置之前它保持连接。
refusal = 服务器的回答
refusal-empty = （无正文）

## 登录
login = 登录
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
login-reply-about = 开头 int32 为此代码的回复表示“已登录”。代码留空则不等待。
login-reply-code = 回复代码
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
free = 释放
free-about = 发送 int32 0 和 int8 0：服务器停止推送
service-add = 添加服务
service-name = 名称，Enter
service-remove = 移除 { $name }

## 消息
message = 消息
message-type = 消息类型
message-text = 文本
message-json = JSON
message-hex = 十六进制
message-text-placeholder = 输入消息。↑ 找回最近发送的。
message-json-placeholder = {"{"}"command": 2{"}"}
message-hex-placeholder = 02 00 00 00 5b 5d
message-save = 保留到已存消息
json-style = JSON 的写法
style-compact = 紧凑
style-python = Python
send = 发送
send-closed = 请先连接
reply = 下一条回复
reply-waiting = 等待中…
saved = 已存消息
saved-none = 还没有。点上方的书签保留您输入的消息。
saved-send = 发送“{ $name }”
saved-unnamed = （无名称）
saved-edit = 放入消息框
message-packed = 打包
insert = 插入变量或生成器
paste = 粘贴并识别
paste-about = 粘贴：可识别 Python、十六进制、C 数组、base64 等
editing = 编辑框中：“{ $name }”
editing-end = 改为独立的消息
saved-update = 更新已存消息
format = 格式
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
field-labels = { $name } 的值名
field-computed = 自动计算
field-from-bits = 由位域组成
bit = 第 { $bit } 位
bits = 第 { $from }–{ $to } 位
layout = 布局
layout-none = 无：按格式
tail = 尾部
tail-type = 字段之后的内容
tail-none = 无
tail-text = 文本
tail-json = JSON
tail-hex = 十六进制
tail-services = 已选服务
tail-items = 元素
tail-text-placeholder = 文本
tail-json-placeholder = ["first", "test"]
tail-hex-placeholder = 5b 5d
tail-services-about = 作为 JSON 列表：{ $names }
item = 元素 { $number }
item-add = 元素
item-remove = 删去元素 { $number }
wire-label = 实际发送的字节，共 { $size } 个
wire-more = … 另有 { $count } 个
wire-asked = 发送时询问：{ $names }
python-copy = 复制这行 Python
paste-taken = { $count ->
    [1] 识别为：{ $what }
   *[other] 识别为：{ $what }，共 { $count } 条消息
}
paste-use-packed = 用作打包消息
paste-use = 用作{ $type }
paste-keep-all = 存为 { $count } 条消息
paste-text = 保留为文本
paste-others = 其他读法
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
repeat = 重复发送
repeat-times = 次数
repeat-endless = 直到停止
repeat-every = 间隔
repeat-start = 开始
repeat-going = 已发送 { $sent } 条
repeat-going-of = 已发送 { $sent } / { $times } 条
repeat-done = 共发出 { $sent } 条。
repeat-closed = 连接已关闭：共发出 { $sent } 条。
variables = 变量
variables-edit = 变量…
variables-about = 网址、登录和消息中的 { "{{name}}" } 会换成变量的值。没有值的变量会在使用时询问。
variables-asked = 询问所得，窗口关闭前有效
variable-add = 添加变量
variable-forget = 忘记 { $name }
variable-bad-name = 名称以字母开头，其后可用字母、数字、_ . 或 -
variable-generator = 这是生成器的名称。
variable-twice = 已有同名变量。
ask-variables = 需要变量的值
ask-variables-about = 窗口关闭前会记住，绝不写入文件。
ask-go = 继续
generators = 生成器
generator-counter = 1、2、3 …
generator-unix = 时间，秒
generator-unix_ms = 时间，毫秒
generator-unix_us = 时间，微秒
generator-uuid = 每次新建
generator-random = 范围内随机
generator-length = 尾部字节数
saved-more = { $name } 的更多操作
saved-repeat = 发送 10 次，间隔 500ms
saved-group-item = 分组…
saved-group-name = 分组；留空则无
saved-key = 快捷键…
saved-key-of = “{ $name }”的快捷键
saved-key-none = 无
key-conflict = “{ $name }”已使用此快捷键

## 表格
table = 消息
tools = 消息工具
find = 在内容中查找
find-scanning = 正在查找
find-hits = 找到 { $count } 条消息
filter-clear = 清除筛选
follow = 跟随
follow-about = 跟随最新消息
save-rows = 存为 JSON Lines…
clear = 清空
fresh = { $count } 条新消息
column-row = #
column-time = 时间
column-direction = 方向
column-kind = 类型
column-size = 大小
column-code = 代码
column-preview = 预览
kind-text = 文本
kind-binary = 二进制
kind-ping = ping
kind-pong = pong
kind-close = 关闭
kind-marker = 备注
too-short = 太短
rows-selected = { $count ->
    [0] 未选择行
   *[other] { $count } 行
}
copy-text = 复制为文本
copy-hex = 复制为十六进制
copy-json = 复制为 JSON
copy-payload = 复制内容
empty-idle = 未连接
empty-idle-about = 连接此配置的服务器，或先在演示服务器上试试。
empty-connecting = 正在连接…
empty-open = 已连接，还没有消息。
empty-open-about = 发送和收到的内容会显示在这里。
empty-cleared-about = 较早的消息已清出视图；新消息会显示在这里。
empty-searching = 正在查找…
empty-filter = 没有消息含有它
empty-filter-about = 所有内容中都没有“{ $text }”。

## 详情
details-none = 选择一条消息以查看其内容。
details-empty = 此消息为空。
details-text = 文本
details-json = JSON
details-hex = 十六进制
details-copy-text = 复制文本
details-copy-json = 复制 JSON
details-copy-hex = 复制十六进制
copy-as = 复制全部内容
wrap = 自动换行
text-more = 显示更多（{ $shown } / { $size }）
json-offset = { $offset } 个字节之后：
json-cut = 只显示开头。复制可得到全部。
hex-label = 十六进制内容，{ $size } 字节

## 统计
count-received = 接收
count-stored = 已存
count-shown = 显示
count-lost = 丢失
received-about = 收到的消息数
stored-about = 已写入记录文件的消息数
shown-about = 表格当前显示的行数
lost-about = 收到或发送但未能存储的消息数
rate = { $rate } 条/秒
bytes-about = 收到的内容字节数；记录文件为 { $file }
delay = 回复 { $delay }
delay-about = 从最近一次发送到下一条回复
elapsed-about = 连接打开以来的时间
limited = 磁盘比服务器慢：已让服务器等待，没有丢失
spoken = 已收到 { $received } 条消息

## 提示
notice-saved = 已保存“{ $name }”
notice-exported = 副本已写入 { $path }
notice-deleted = 已删除“{ $name }”
notice-cleared = 已清空 { $count } 条消息
notice-copied = 已复制 { $size }
notice-copied-rows = 已复制 { $count } 行
notice-rows-saved = 已保存到 { $path }
notice-message-kept = 已保留“{ $name }”。保存配置后写入文件。
notice-updated = 已更新“{ $name }”。保存配置后写入文件。
notice-python = 已复制这行 Python
notice-pasted = { $what } 已放入消息框
notice-pasted-many = 已存 { $count } 条消息。保存配置后写入文件。
notice-clipboard-empty = 剪贴板中没有文本。
notice-key-moved = { $key } 现在发送“{ $to }”，不再发送“{ $from }”

## 快捷键
key-send = 发送消息
key-saved = 发送使用此快捷键的已存消息
key-move = 移动已存消息或字段
key-url = 转到网址；Enter 连接
key-save = 保存配置
key-new = 新建配置
key-find = 在内容中查找
key-clear = 清空表格
key-rename = 重命名配置
key-duplicate = 复制一份配置
key-delete = 删除配置（可撤销）
key-menu = 配置或行的菜单
key-history = 消息框中：之前的消息
key-ends = 第一条消息；最新消息并跟随
key-select = 选择多行
key-copy = 复制所选的行
key-column = 用 ← → 选中的列的宽度
key-help = 此列表

## 错误：发生了什么，.try 怎么办
error-url_invalid = 这不是网址。
    .try = 请写成 ws://127.0.0.1:9000/ 或 wss://example.com/path。
error-url_scheme = 只能连接 ws:// 和 wss:// 网址。
    .try = 用 ws:// 代替 http://，用 wss:// 代替 https://。
error-url_missing_host = 网址中没有主机。
    .try = 在 ws:// 后写上服务器的名称或地址，如 ws://127.0.0.1:9000/。
error-secret_missing = 机密 { $name } 没有值。
    .try = 请在登录表单中输入；它只留在内存中，不会写入文件。
error-resolve_failed = 找不到主机名 { $host }。
    .try = 检查拼写，以及本机的网络或 VPN 是否认识这个名称。
error-resolve_timeout = 解析主机名超过了 { $seconds } 秒。
    .try = 检查网络及其 DNS 服务器，或改用 IP 地址。
error-connect_refused = { $address } 上没有程序在监听。
    .try = 机器有响应，但没有服务器使用此端口：请启动服务器，或检查网址中的端口。
error-connect_failed = 无法建立 TCP 连接。
    .try = 检查地址和端口，以及中间是否有防火墙。（{ $detail }）
error-connect_timeout = { $peer } 在 { $seconds } 秒内没有响应。
    .try = 请检查地址；防火墙可能直接丢弃了数据包。时限由 connection.timeouts.{ $setting } 设置。
error-tls_failed = TLS 握手失败。
    .try = 服务器与 Wirelark 没有共同的加密方式。（{ $detail }）
error-tls_not_tls = { $host } 在此端口上不使用 TLS。
    .try = 用 ws:// 代替 wss://，或使用服务器的 TLS 端口。
error-tls_timeout = 与 { $peer } 的 TLS 握手超过了 { $seconds } 秒。
    .try = 此端口可能属于不使用 TLS 的服务器：试试 ws://。
error-tls_unknown_issuer = { $host } 的证书签发者不受本机信任。
    .try = 将签发者的证书设为配置的 ca_file，或加入系统的信任库。
error-tls_expired = { $host } 的证书已过期{ $when }。
    .try = 检查本机时钟，然后请对方更新证书。
error-tls_wrong_host = 证书不属于 { $host }{ $names }。
    .try = 请使用证书所属的名称。
error-upgrade_refused = 服务器回答了 HTTP { $status }，而不是 101 Switching Protocols。
    .try = 检查网址中的路径；下面的回答可能说明缺少什么。
error-upgrade_timeout = { $peer } 在 { $seconds } 秒内没有回答 WebSocket 升级请求。
    .try = 此端口可能属于不使用 HTTP 的服务器，或服务器卡住了。
error-upgrade_malformed = 服务器对升级的回答不是有效的 HTTP。
    .try = 检查端口是否属于 WebSocket 服务器。（{ $detail }）
error-upgrade_not_http = 服务器不使用 HTTP（{ $what }）。
    .try = 此端口可能使用 TLS：试试 wss://。或者它属于另一种服务器。
error-upgrade_bad_accept = 服务器的 Sec-WebSocket-Accept 与请求不符。
    .try = 可能有代理替服务器回答，或服务器的 WebSocket 实现有误。
error-connection_lost = 连接在没有关闭帧的情况下结束。
    .try = 服务器可能已停止，或网络中断。请重新连接。
error-connection_reset = 连接被对方重置。
    .try = 服务器进程可能崩溃或拒绝了消息：请查看其日志。
error-protocol_violation = 服务器违反了 WebSocket 协议：{ $what }
    .try = 我们以 { $code } 关闭了连接。最后几行显示了此前的内容。
error-message_too_big = 一条 { $size } 字节的消息超过了 { $limit } 字节的上限。
    .try = 我们以 1009 关闭了连接。请要求服务器发送较小的消息或拆分消息。
error-login_refused = 服务器拒绝了登录：{ $code } { $reason }
    .try = 检查登录字段；表格中的最后一条回复会说明原因。
error-login_timeout = 登录后 { $seconds } 秒内没有收到代码为 { $code } 的回复。
    .try = 检查“登录成功的标志”中的代码和时限。
error-not_connected = 没有连接。
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
error-value_count = 格式与值的数量不同。
    .try = { $detail }
error-step_unknown_message = 某一步要发送的消息未保存在此配置中。
    .try = { $detail }
error-duration_invalid = 这不是时间。
    .try = 请写成 500ms、12s 或 2m。
error-keep_invalid = 无法看出要保留多少记录。
    .try = 请写 all（全部）、消息条数，如 1000000 messages（至少 1000），或大小，如 10 GB（至少 1 MB）。
error-profile_newer = 此配置由更新版本的 Wirelark 写成（格式 { $version }）。
    .try = 请更新 Wirelark 后再打开。文件未被改动。
error-profile_damaged = 此配置已损坏：第 { $line } 行第 { $column } 列：{ $what }
    .try = 请用文本编辑器修复，或打开副本。文件未被改动。
error-profile_missing = 配置文件已不在原处。
    .try = 它可能被移动或删除；请从现在的位置打开。
error-profile_io = 无法读写 { $path }：{ $what }
    .try = 检查文件夹权限和剩余空间，或保存到别处。
error-disk_full = 磁盘已满：暂停接收，没有丢失。
    .try = 请在 { $path } 所在磁盘上腾出空间；之后会自动继续。
error-transcript_io = 无法读写记录文件。
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
         [code] 代码，如 2、1,2、100..199，或代码的名称
         [direction] sent 或 received
         [kind] text、binary、ping、pong、close 或 marker
         [size] 字节数，如 1000、64k 或 10..20
         [row] 行号，如 7 或 10..20
         [time] 时间，如 10:00..10:05、+5s..+10s 或 2026-01-02T10:00
         [duration] 时长，如 100ms 或 1.5s
         [path] 字段路径，如 field.seq
         [field_value] 值，如 5、1..5、text 或 "Text"
         [number] 数字
         [yes_no] yes 或 no
        *[term] 单词、"文本"、/正则/ 或条件，如 code:2
    }。
error-filter_value = 筛选第 { $column } 列：{ $key } 不接受“{ $found }”。
    .try = 请写{ $expected ->
         [code] 代码，如 2、1,2、100..199，或代码的名称
         [direction] sent 或 received
         [kind] text、binary、ping、pong、close 或 marker
         [size] 字节数，如 1000、64k 或 10..20
         [row] 行号，如 7 或 10..20
         [time] 时间，如 10:00..10:05、+5s..+10s 或 2026-01-02T10:00
         [duration] 时长，如 100ms 或 1.5s
         [path] 字段路径，如 field.seq
         [field_value] 值，如 5、1..5、text 或 "Text"
         [number] 数字
         [yes_no] yes 或 no
        *[term] 单词、"文本"、/正则/ 或条件，如 code:2
    }。
error-filter_operator = 筛选第 { $column } 列：{ $key } 不接受 { $found }。
    .try = 请写 { $key }: 加一个值。
error-filter_order = 筛选第 { $column } 列：{ $from } 与 { $to } 之间没有任何值。
    .try = 请把较小的写在前面。
error-filter_no_such_code = 筛选第 { $column } 列：没有名为“{ $name }”的代码。
    .try = 请写它的数字，或在配置中为它命名。
error-filter_too_long = 筛选表达式太长。
    .try = 请查找更短的文本。
error-filter_too_deep = 筛选第 { $column } 列：括号嵌套太深。
    .try = 请减少括号层数。
error-close_code_invalid = 不允许发送此关闭代码。
    .try = 使用 1000、1001、1002、1003、1007 到 1014，或 3000 到 4999。
error-close_reason_too_long = 关闭原因超过 123 字节。
    .try = 请缩短。
error-demo_failed = 无法启动演示服务器。
    .try = { $detail }
error-not_json = 不是 JSON：第 { $line } 行第 { $column } 列
error-url_fragment = WebSocket 网址不能带 #片段。
    .try = 请删去 # 及其后的内容。
error-tls_not_yet_valid = { $host } 的证书尚未生效{ $when }。
    .try = 请检查本机的日期和时间。
error-tls_ca_file = 受信任证书文件 { $path } 无法使用：{ $what }
    .try = 请指定至少含一个证书的 PEM 文件，或从配置中删去 connection.ca_file。
error-upgrade_ended = 升级过程中连接断开：{ $what }
    .try = 这是 WebSocket 服务器吗？路径是否正确？
error-login_missing = 此配置没有登录。
    .try = 请先在“登录”下添加字段。
error-step_without_login = 第 { $step } 步要登录，但配置没有登录。
    .try = 请添加登录，或删去该步骤。
error-scenario_unknown = 没有名为 { $name } 的场景。
    .try = 请选择配置中已有的场景。
error-connection_ended = 连接在最后一步之前结束。
    .try = 最后几行中的关闭码说明了原因。
error-text_not_utf8 = 文本消息必须是 UTF-8。
    .try = 请改用十六进制发送这些字节。
error-name_missing = 消息需要名称。
    .try = 请为它取一个名称。
error-profile_too_long = 此文件过长，不像配置（{ $size } 字节）。
    .try = 配置最多 64 MiB。文件选对了吗？
error-save_failed = { $path } 无法写入：{ $what }
    .try = 请检查文件夹权限和剩余空间，或保存到别处。
error-copy_too_long = 内容过多，剪贴板放不下。
    .try = 请选择较少的行，或将消息保存到文件。
error-json_too_long = 这 { $size } 字节太多，无法按 JSON 排版。
    .try = 文本视图会原样显示。
error-clipboard = 剪贴板无法使用。
    .try = { $detail }
error-open_folder = { $path } 无法打开。
    .try = 请用文件管理器打开它。
error-variable_missing = 有变量没有值。
    .try = 请在配置的 variables 中为它赋值。（{ $what }）
error-variable_generator = 生成器写法有误。
    .try = 请写 counter、unix、unix_ms、unix_us、uuid、length 或 random:下限:上限。（{ $what }）
error-variable_length = 没有可以填入长度的尾部。
    .try = 请删去 length，或为消息加上尾部。（{ $what }）
error-pack_too_long = 按此格式打包的字节超过一条消息的上限。
    .try = 请用较小的计数。
error-pack_truncated = { $field }：给出 { $given } 字节，只发送 { $kept } 字节。
error-pack_infinity = { $field }：数值过大，变为无穷大。
error-encode_overruled = { $field }：将发送 { $given }，而布局给出的是 { $computed }。
error-encode_no_value = 缺少值。
    .try = 请输入值，或在布局中设默认值。
error-encode_no_such_field = 布局中没有这个字段。
    .try = 请重新选择布局，或删去该值。（{ $what }）
error-encode_no_tail = 布局中没有这个尾部。
    .try = 请将尾部选为“无”。
error-encode_bits_range = 超出这些位所能表示的范围。
    .try = { $detail }
error-encode_encoding = 文本中有尾部编码所没有的字符。
    .try = { $detail }
error-encode_kind = 布局的尾部由别的内容组成。
    .try = 请选择另一种尾部。（{ $what }）
error-message_needs_layout = 只有布局才能说明这些元素是什么。
    .try = 请为消息选择布局。
error-layout_no_such_layout = 配置中没有可用的同名布局。
    .try = 请选择其他布局，或修正此布局。
error-internal = Wirelark 内部出错。
    .try = { $detail } 更多信息见日志：菜单 → 打开日志文件夹。

# 文件对话框，由 Rust 绘制。
dialog-open-profile = 打开配置
dialog-save-profile = 配置另存为
dialog-import-profile = 导入配置
dialog-export-profile = 导出配置
dialog-save-rows = 将消息保存为 JSON Lines
dialog-kind-profile = Wirelark 配置
dialog-kind-jsonl = JSON Lines 文件
dialog-open-transcript = 打开记录
dialog-kind-transcript = Wirelark 记录

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
problem-format-not_ascii = 格式只能有 ASCII 字符
problem-format-nul = 格式中不能有 NUL 字符
problem-format-count_without_char = 计数之后没有格式字符
problem-format-too_long = 打包后的字节过长
problem-pack-char_length = char 恰好是一个字节

## Layouts & codes
layouts-and-codes = 布局与代码
layouts-close-about = 返回消息；所有改动已在配置中
done = 完成
layouts = 布局
layout-one = 布局
room-layouts = 布局
room-rules = 规则
room-codes = 代码
room-columns = 列
room-protobuf = Protobuf
problems = { $count ->
   *[other] { $count } 个问题
}
number-wanted = 应为 { $least } 到 { $most } 之间的整数
order = 第 { $number } 项的位置
order-about = 拖动，或按 ↑ ↓ 调整位置
layouts-none = 还没有布局
layouts-about = 布局为消息的字节命名：有哪些字段，后面跟着什么。之后即可按字段查看、查找和发送消息。
layout-new = 新建布局
layout-untitled = 布局
layout-unnamed = （无名）
layout-name = 名称
layout-size = 至少 { $size }
layout-rules = 由规则 { $rules } 选用。
layout-no-rule = 还没有规则选用此布局。
layout-add-rule = 添加规则
layout-add-rule-code = 为代码 { $code } 添加规则
rules-show = 查看规则
layout-format = 格式
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
layout-checksum = 校验和
layout-checksum-from = 起始字节
layout-checksum-from-about = 计入的第一个字节；负数从消息末尾算起
layout-checksum-to = 截至
layout-checksum-to-own = 本字段
layout-checksum-to-end = 消息末尾
layout-checksum-to-at = 字节
layout-nothing = 无
layout-tail = 其后
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
layout-plus = 减
layout-plus-about = 该字段的值比此部分的字节数多出这么多，例如把自身计入的头部长度
layout-encoding = 编码
layout-style-any = 按输入
layout-repeat = 重复的内容
layout-repeat-here = 在此描述
layout-message-type = 消息类型
layout-message-choose = 请选择…
layout-element = 每一项
layout-then = 再其后
layout-then-add = 添加后续内容
layout-then-remove = 移除后续内容

## Trying a layout
trial = 试读
trial-source = 用哪条消息试读
trial-newest = 最新
trial-row = 行号
trial-typed = 十六进制
trial-none = 还没有消息：请先连接，或在“十六进制”下粘贴字节。
trial-unsound = 请先改正标出的地方，之后才能读取。
trial-yours = 你的字节
trial-rule = 规则 { $number } → { $name }
trial-no-rule = 没有规则匹配
trial-found-rule = 规则选用此布局的最新消息。
trial-found-fits = 符合此布局的最新消息；没有规则为它选用此布局。
trial-found-newest = 最新消息；还没有符合的消息。
trial-found-asked = 所选的行。
trial-found-typed = 你的字节。
trial-bits = 位 { $from }–{ $to }
trial-rest = 剩余
trial-more = 还有更多字段未在此显示。

## Rules
rules-about = 第一条匹配消息的规则决定其布局。没有条件的规则匹配所有消息：请放在最后。
rules-otherwise = 否则：开头的 int32 为代码，其后为 JSON、文本或字节。
rules-need-layouts = 规则为消息选用布局：请先添加布局。
rule-add = 添加规则
rule-remove = 移除规则
rule-number = 规则 { $number }
rule-every = 所有消息
rule-takes = 匹配上面的消息
condition-add = 条件
condition-remove = 移除条件
condition-code = 代码
condition-direction = 方向
condition-kind = 种类
condition-size = 大小
condition-size-from = 从
condition-size-to = 到
condition-prefix = 开头为
condition-field = 字段
condition-equals = 字段的值：数字、文本或标签

## Codes
codes-about = 二进制消息开头 int32 的名称。以第一个匹配的为准。
code-add = 添加代码
codes-sort = 按数字排序
code-number = 数字
code-name = 名称
code-tone = 性质
code-direction = 适用消息
code-look = 表格中的样子
code-twice = 不会用到：第 { $number } 行已为同样的消息定义代码 { $code }。
tone-good = 好
tone-neutral = 中性
tone-bad = 坏
both-directions = 双向

## Columns of decoded fields
columns-about = 表格以独立的列显示的字段。路径可指向其中一部分，例如 tail.user.id 或 items[0].price。
column-field = 字段
column-title = 标题
column-add = 添加列
columns-of-layouts = 布局中的字段
columns-seen = 最新消息中的字段

## Protobuf
protobuf-about = 附加 .proto 文件或描述符集。它们保存在配置中，其消息类型可用作布局的后续内容。
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
notice-removed-layouts = 已移除布局“{ $name }”
notice-removed-rules = 已移除{ $name }
notice-removed-codes = 已移除代码 { $name }
notice-removed-columns = 已移除列“{ $name }”
notice-removed-protobuf = 已移除“{ $name }”

## Errors of layouts, rules, columns, Protobuf
error-proto_file = 无法读取 { $path }：{ $what }
    .try = 请选择 .proto 文本文件，或 protoc 写出的描述符集。
error-binary-proto = { $line ->
    [none] { $what }
   *[other] 第 { $line } 行：{ $what }
}
    .try = 互相导入的文件必须全部附加。
error-binary-broken = 这些字节不属于此类型。
    .try = { $detail }
error-binary-extra = 值之后还有内容。
    .try = { $detail }
error-binary-number = 此数字无法这样写入。
    .try = { $detail }
error-binary-json = 此 JSON 不符合消息类型。
    .try = { $detail }
error-column_without_field = 列需要字段路径。
    .try = 例如 seq 或 tail.user.id，或从下方选择。
error-layout-name_missing = 布局需要名称。
    .try = 规则和消息以名称引用它。
error-layout-twice = 有两个名为“{ $name }”的布局。
    .try = 请重命名其中一个。
error-layout-too_many_values = 格式有 { $values } 个值；布局最多 { $limit } 个。
    .try = 字节请用 s，或使用重复字段。
error-layout-fields = 有 { $fields } 个字段，但格式只有 { $values } 个值。
    .try = 请扩展格式，或移除字段。
error-layout-field_twice = 有两个名为“{ $name }”的字段。
    .try = 请重命名其中一个。
error-layout-name_char = 名称不能含有 . [ 或 ]。
    .try = 它们用于分隔路径。
error-layout-constant_and_default = 字段要么固定，要么有默认值。
    .try = 请移除其中一个。
error-layout-label = “{ $label }”不是此字段的值。
    .try = 标签对应一个值，例如 2 或 0x02。
error-layout-bits_of = 只有整数才有位。
    .try = 请选择整数类型，或移除位段。
error-layout-bits_range = 位的范围是 0 到 { $last }。
    .try = 低位在前。
error-layout-checksum_field = 此校验和需要至少 { $size } 字节的无符号整数。
    .try = 请选择 uint8、uint16 或 uint32 等类型。
error-layout-no_such_field = 前面没有名为“{ $name }”的整数。
    .try = 请选择上方保存长度或次数的字段。
error-layout-then_without_length = 此部分一直到末尾：其后不能再有内容。
    .try = 请指定保存其长度或次数的字段。
error-layout-count_of_one = 只有重复字段才有次数。
    .try = 请改用长度。
error-layout-repeat_nothing = 请指定重复的内容。
    .try = 选择一个布局，或在此描述字段。
error-layout-no_such_layout = 没有名为“{ $name }”的布局。
    .try = 请选择其他布局，或添加它。
error-layout-endless = 布局嵌套过深，或包含了自身。
    .try = 最多读取 { $limit } 层。
error-layout-empty = 重复的内容没有字节：永远不会结束。
    .try = 请给它一个字段。
error-layout-no_such_message = 没有 Protobuf 消息类型“{ $name }”。
    .try = 请在 Protobuf 下附加其 .proto 文件。
error-rule-no_field = 请指定是哪个字段。
    .try = 写出其名称，例如 version 或 flags.kind。
error-rule-no_equals = 请指定字段的值。
    .try = 写数字、文本或标签。
error-rule-no_such_field = 布局“{ $layout }”没有字段“{ $name }”。
    .try = 请在“布局”中核对名称。
error-rule-size = { $from } 与 { $to } 之间没有大小。
    .try = 小的在前。
error-rule-layout = 规则的布局无法使用。
    .try = 请在“布局”中改正。
error-decode-short = 在字节 { $offset } 处，“{ $field }”需要 { $wanted } 字节，但只剩 { $had } 字节。
error-decode-length = 在字节 { $offset } 处，“{ $field }”应有 { $wanted } 字节，但剩 { $had } 字节。
error-decode-extra = 布局在字节 { $offset } 处结束，但其后还有 { $had } 字节。
error-decode-endless = 在字节 { $offset } 处，“{ $field }”没有字节，永远不会结束。
error-decode-cut = 还有更多内容未显示。
error-decode-constant = 不是布局规定的值。
error-decode-checksum = 校验和与字节不符。
error-decode-encoding = 不是此编码的文本；无法识别的显示为 �。
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
details-layout = 布局“{ $name }”
details-no-layout = 配置文件中没有适合此消息的布局。
propose-layout = 根据此消息创建布局
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
field-decode-constant = 与常量不符
field-decode-cut = 此处已截断；复制可得到全部
field-decode-encoding = 部分内容不是文本
checksum-good = 校验和正确
stop-short = 从字节 { $offset } 起不符合布局：“{ $field }”需要 { $wanted } 字节，只剩 { $had } 字节
stop-length = 从字节 { $offset } 起不符合布局：“{ $field }”应有 { $wanted } 字节，只剩 { $had } 字节
stop-extra = 从字节 { $offset } 起不符合布局：布局已结束，后面还有 { $had } 字节
stop-endless = 从字节 { $offset } 起不符合布局：“{ $field }”没有字节，永远不会结束
stop-cut = 显示到字节 { $offset } 为止：“{ $field }”的内容多于所显示的
hex-where = 字节 { $at }（{ $hex }）
hex-where-many = 字节 { $at }（{ $hex }），已选 { $count } 个
copy-bytes-hex = 复制为十六进制
copy-bytes-text = 复制为文本
inspector = 数据检查器
inspector-at = 字节 { $at }（{ $hex }）可读作
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
column-menu = 列 { $title }
column-rename = 重命名列
column-left = 左移
column-right = 右移
column-remove = 移除列
notice-column-shown = { $title } 已显示为列
notice-column-removed = 已移除列 { $title }
notice-copied-field = 已复制 { $name }
notice-copied-bytes = 已复制 { $count } 字节
notice-layout-made = 已添加布局“{ $name }”及选择它的规则
error-decode_too_long = 这 { $size } 字节太多，无法在此解码。
    .try = 十六进制视图会显示它们，导出时会解码。
