-- wrk script: asks for the lines of a file in turn, as many people would.
--   wrk … -s rotate.lua ADDRESS -- FILE [PATH]
-- FILE: one request a line: METHOD, path, cookie, body, separated by tabs; PATH
-- replaces all paths.  @ONCE@ in a body is a fresh one-time number.  A line with a
-- body is asked once only.  The last line printed is what bench.mjs reads.
local requests, position, letters = {}, 0, 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
local once_only = false

local function once()
	local out = {}
	for i = 1, 21 do
		local at = math.random(1, #letters)
		out[i] = letters:sub(at, at)
	end
	return table.concat(out) .. 'A'
end

function init(args)
	math.randomseed(os.time())
	for line in io.lines(args[1]) do
		local method, path, cookie, body = line:match('^(%S+)\t(%S+)\t(%S*)\t?(.*)$')
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
end

function request()
	position = position + 1
	if position > #requests then
		position = 1
		if once_only then wrk.thread:stop() end
	end
	return requests[position]
end

function done(summary, latency)
	local errors = summary.errors
	print(string.format('figures %.3f %.3f %.3f %d %d', summary.requests / (summary.duration / 1000000),
		latency:percentile(50) / 1000, latency:percentile(99) / 1000, summary.requests,
		errors.connect + errors.read + errors.write + errors.status + errors.timeout))
end
