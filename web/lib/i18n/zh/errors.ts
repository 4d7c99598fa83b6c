import type { Dictionary } from '../language.ts';

export const errors: Dictionary['errors'] = {
  invalid_request: '请求中有不正确的内容',
  unauthenticated: '请重新登录',
  forbidden: '您没有权限执行此操作',
  not_found: '该内容已不存在',
  method_not_allowed: '服务器不支持此操作',
  conflict: '与现有内容冲突',
  too_large: '内容过大',
  unsupported: '不支持这种文件或选项',
  not_ready: '尚未就绪',
  rate_limited: '请求过于频繁，请稍候',
  cancelled: '已停止',
  internal: '服务器内部出错',
  provider_failed: '模型服务返回了错误',
  unavailable: '所需的服务没有响应',
  timed_out: '操作超时',
  storage_full: '服务器磁盘已满',
  unreachable: '服务器没有响应',
  unexpected_answer: '无法理解服务器的响应',
};
