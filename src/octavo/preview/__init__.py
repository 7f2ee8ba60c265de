"""The preview: what was built, served to this computer's browsers, which renew it by themselves.

It knows no passes and no writers: a build is a callable that it is handed.
"""

from octavo.preview.board import Board as Board
from octavo.preview.changes import Changes as Changes
from octavo.preview.outcome import Made as Made
from octavo.preview.outcome import Outcome as Outcome
from octavo.preview.outcome import Rebuild as Rebuild
