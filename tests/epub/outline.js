// mutool run outline.js BOOK: the labels of the contents as MuPDF reads them, as JSON.
function flat(items) {
  var labels = [];
  (items || []).forEach(function (item) { labels = labels.concat(item.title.trim(), flat(item.down)); });
  return labels;
}
print(JSON.stringify(flat(new Document(scriptArgs[0]).loadOutline())));
