"""The script that Pandoc runs for us. What it calls are functions of its manual (“Lua Filters”)."""

SCRIPT = """
local works, found = {}, {}

local function tell(kind, number, text)
  found[#found + 1] = pandoc.CodeBlock(text, {number, {kind}})
end

local function read(block)
  local number = block.identifier
  local done, document = pcall(pandoc.read, block.text, block.classes[1])
  if not done then
    tell("problem", number, tostring(document))
    return
  end
  for _, work in ipairs(document.meta.references or {}) do
    if work.id then
      local key = pandoc.utils.stringify(work.id)
      works[number .. " " .. key] = work
      if not work.title and work.type ~= "personal_communication" then
        tell("untitled", number, key)
      end
      if not (work.issued or work.status) then tell("undated", number, key) end
    end
  end
end

local everything = {pandoc.Cite({}, {pandoc.Citation("*", "NormalCitation")})}

local function set(block)
  local content = block.content
  local references = {}
  for name in content:remove(1).text:gmatch("[^\\n]+") do
    if works[name] then
      references[#references + 1] = works[name]
    else
      tell("missing", name:match("^%d+"), name:match(" (.*)$"))
    end
  end
  local meta = {
    references = references,
    lang = block.attributes.lang,
    csl = block.attributes.style,
    nocite = everything,
    ["link-citations"] = true,
  }
  local done, document = pcall(pandoc.utils.citeproc, pandoc.Pandoc(content, meta))
  if done then
    local blocks = document.blocks
    if block.attributes.lists == "no" then
      blocks = blocks:filter(function (one) return one.t ~= "Div" end)
    end
    return pandoc.Div(blocks, block.attr)
  end
  tell("failure", block.identifier, tostring(document))
end

function Pandoc(document)
  local results = {}
  for _, block in ipairs(document.blocks) do
    if block.t == "CodeBlock" then
      read(block)
    else
      results[#results + 1] = set(block)
    end
  end
  for _, block in ipairs(found) do
    results[#results + 1] = block
  end
  return pandoc.Pandoc(results)
end
"""
