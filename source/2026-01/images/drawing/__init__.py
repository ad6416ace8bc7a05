"""The pictures of the sample issue, cut from flat colour as a block printer would."""
