-- Prints what `benchmarks.load` reads: one line of JSON. With the name of a file as argument it asks the paths in it in
-- turn, one a line.

function init(arguments)
  if arguments[1] == nil then return end
  local requests = {}
  for path in io.lines(arguments[1]) do
    table.insert(requests, wrk.format(nil, path))
  end
  local number = 0
  wrk.request = function()
    number = number % #requests + 1
    return requests[number]
  end
  request = wrk.request
end

function done(summary, latency)
  local errors = summary.errors
  io.write(string.format(
    '\n{"requests": %d, "seconds": %f, "socket_errors": %d, "bad_statuses": %d, "bytes": %d, "p50_ms": %f, "p99_ms": %f}\n',
    summary.requests, summary.duration / 1e6, errors.connect + errors.read + errors.write + errors.timeout,
    errors.status, summary.bytes, latency:percentile(50) / 1e3, latency:percentile(99) / 1e3
  ))
end
