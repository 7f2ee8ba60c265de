"""The structure tree of a joined file (ISO 32000-1, 14.7), put together from those of its pieces.

A piece brings its elements, the tree from marked content and links to them, and their identifiers
in order. Only what stands highest is touched here, so that the time needed hardly grows with the
number of elements.
"""

from __future__ import annotations

from pikepdf import Array, Dictionary, Object, Pdf, String


class TagTree:
    """The structure tree of a file as it grows; its one root element is that of the frame."""

    def __init__(self, pdf: Pdf) -> None:
        """Take a file of which only the root and the root element stay."""
        self.pdf = pdf
        self.root = pdf.Root.StructTreeRoot
        self.document = self.root.K[0]
        self.lang = str(pdf.Root.get("/Lang", ""))
        self._top: list[Object] = []
        self._pages: list[Object] = []
        # What holds a link, in the order of their numbers; the links with their places there.
        self._holders: list[Object] = []
        self._links: dict[tuple[int, int], tuple[Object, int]] = {}
        self._identifiers: list[tuple[bytes, Object]] = []

    def add(self, root: Object, pages: list[Object], lang: str) -> None:
        """Add the tree of a piece: its root, its pages, and the language of its section."""
        before, links_before = len(self._pages), len(self._holders)
        for number, page in enumerate(pages, before):
            page.StructParents = number
        nums = list(root.ParentTree.Nums)
        self._pages += nums[1 : 2 * len(pages) : 2]
        self._holders += nums[2 * len(pages) + 1 :: 2]
        for page in pages:
            for annotation in page.get("/Annots", ()):
                if "/StructParent" in annotation:
                    place = int(annotation.StructParent) - len(pages)
                    self._links[annotation.objgen] = (annotation, links_before + place)
        told = String(lang) if lang and lang != self.lang else None
        for element in root.K[0].K:
            element.P = self.document
            if told is not None and "/Lang" not in element:
                element.Lang = told
            self._top.append(element)
        names = list(root.IDTree.Names)
        self._identifiers += zip(map(bytes, names[::2]), names[1::2], strict=True)

    def drop(self, lost: Object) -> None:
        """Forget a link: the element that holds it keeps its words."""
        if lost.objgen in self._links:
            _, place = self._links.pop(lost.objgen)
            element = self._holders[place]
            element.K = Array([kid for kid in element.K if not _leads_to(kid, lost)])

    def finish(self) -> None:
        """Write the trees of what is held by which element, and of the identifiers."""
        pages = len(self._pages)
        nums: list[object] = []
        for number, held in enumerate(self._pages):
            nums += (number, held)
        links = sorted(self._links.values(), key=lambda link: link[1])
        for number, (annotation, place) in enumerate(links, pages):
            annotation.StructParent = number
            nums += (number, self._holders[place])
        self.root.ParentTree = self.pdf.make_indirect(Dictionary(Nums=Array(nums)))
        self.document.K = Array(self._top)
        names: list[object] = []
        for identifier, element in sorted(self._identifiers, key=lambda one: one[0]):
            names += (String(identifier), element)
        if names:
            kid = Dictionary(Names=Array(names), Limits=Array([names[0], names[-2]]))
            tree = Dictionary(Kids=Array([self.pdf.make_indirect(kid)]))
            self.root.IDTree = self.pdf.make_indirect(tree)


def _leads_to(kid: Object, annotation: Object) -> bool:
    return isinstance(kid, Dictionary) and kid.get("/Obj", kid).objgen == annotation.objgen
