-- wrk script: asks for the lines of a file in turn, as many people would.
--   wrk … -s rotate.lua ADDRESS -- FILE [PATH]
-- FILE: one request a line: METHOD, path, cookie, body, separated by tabs; PATH
-- replaces all paths.  @ONCE@ in a body is a fresh one-time number.  A line with a
-- body is asked once only.  The last line printed is what bench.mjs reads.
local ffi = require('ffi')
ffi.cdef('typedef struct { long sec, nsec; } bench_time; int clock_gettime(int clock, bench_time *time);')

local requests, position, letters = {}, 0, 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
local once_only = false
local threads = {}

local function now()
	local time = ffi.new('bench_time')
	ffi.C.clock_gettime(1, time)
	return tonumber(time.sec) + tonumber(time.nsec) / 1e9
end

local function once()
	local out = {}
	for i = 1, 21 do
		local at = math.random(1, #letters)
		out[i] = letters:sub(at, at)
	end
	return table.concat(out) .. 'A'
end

function setup(thread)
	threads[#threads + 1] = thread
end

function init(args)
	math.randomseed(os.time())
	for line in io.lines(args[1]) do
		local method, path, cookie, body = line:match('^(%S+)\t(%S+)\t([^\t]*)\t?(.*)$')
		local headers = { Cookie = cookie }
		if method == 'POST' then
			once_only = true
			headers['Content-Type'] = 'application/x-www-form-urlencoded'
			headers['Sec-Fetch-Site'] = 'same-origin'
			body = body:gsub('@ONCE@', once)
		else
			body = nil
		end
		requests[#requests + 1] = wrk.format(method, args[2] or path, headers, body)
	end
	if once_only then response = count end
end

function request()
	position = position + 1
	if position > #requests then
		position = 1
		if once_only then wrk.thread:stop() end
	end
	began = began or now()
	return requests[position]
end

-- wrk waits its whole time out when the lines have run out: only until the last answer is counted.
function count()
	answered = (answered or 0) + 1
	ended = now()
end

function done(summary, latency)
	local errors = summary.errors
	local rate = summary.requests / (summary.duration / 1000000)
	local thread = threads[1]
	if thread:get('answered') then rate = thread:get('answered') / (thread:get('ended') - thread:get('began')) end
	print(string.format('figures %.3f %.3f %.3f %d %d', rate, latency:percentile(50) / 1000, latency:percentile(99) / 1000,
		summary.requests, errors.connect + errors.read + errors.write + errors.status + errors.timeout))
end
