package io.tokentally.adapter.documents.print;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSInteger;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.common.PDNumberTreeNode;
import org.apache.pdfbox.pdmodel.documentinterchange.logicalstructure.PDMarkInfo;
import org.apache.pdfbox.pdmodel.documentinterchange.logicalstructure.PDParentTreeValue;
import org.apache.pdfbox.pdmodel.documentinterchange.logicalstructure.PDStructureElement;
import org.apache.pdfbox.pdmodel.documentinterchange.logicalstructure.PDStructureNode;
import org.apache.pdfbox.pdmodel.documentinterchange.logicalstructure.PDStructureTreeRoot;

/** What the parts of a document are, for programs that read it aloud: ISO 32000-1, 14.7 and 14.8. */
final class PdfTags {

    private final PDStructureTreeRoot root = new PDStructureTreeRoot();
    private final PDStructureElement top;
    /** Of each page the elements of its marked content, by their numbers. */
    private final Map<PDPage, COSArray> owners = new LinkedHashMap<>();

    PdfTags(PDDocument document) {
        PDMarkInfo marks = new PDMarkInfo();
        marks.setMarked(true);
        document.getDocumentCatalog().setMarkInfo(marks);
        document.getDocumentCatalog().setStructureTreeRoot(root);
        top = element("Document", root);
    }

    PDStructureElement element(String type) {
        return element(type, top);
    }

    PDStructureElement element(String type, PDStructureNode parent) {
        PDStructureElement element = new PDStructureElement(type, parent);
        parent.appendKid(element);
        return element;
    }

    /** @return the number of the content that is the element's, all of which is on one page */
    int mark(PDPage page, PDStructureElement element) {
        COSArray onPage = owners.computeIfAbsent(page, first -> new COSArray());
        int number = onPage.size();
        onPage.add(element.getCOSObject());
        element.setPage(page);
        element.appendKid(number);
        return number;
    }

    /** Once everything is marked. */
    void finish() {
        COSArray numbers = new COSArray();
        int key = 0;
        for (Map.Entry<PDPage, COSArray> page : owners.entrySet()) {
            page.getKey().setStructParents(key);
            numbers.add(COSInteger.get(key));
            numbers.add(page.getValue());
            key++;
        }
        COSDictionary tree = new COSDictionary();
        tree.setItem(COSName.NUMS, numbers);
        root.setParentTree(new PDNumberTreeNode(tree, PDParentTreeValue.class));
        root.setParentTreeNextKey(key);
    }
}
