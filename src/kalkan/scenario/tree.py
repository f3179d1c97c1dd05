"""What `kalkan.written.tree` has, under the name by which scenarios know it."""

from kalkan.written.tree import SIZE_MAX as SIZE_MAX
from kalkan.written.tree import Loc as Loc
from kalkan.written.tree import Tree as Tree
from kalkan.written.tree import one_line as one_line
from kalkan.written.tree import read_tree as read_tree
from kalkan.written.tree import shorten as shorten
from kalkan.written.tree import spell as spell
from kalkan.written.tree import told as told
