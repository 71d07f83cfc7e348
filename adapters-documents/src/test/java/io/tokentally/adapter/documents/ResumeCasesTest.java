package io.tokentally.adapter.documents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tokentally.domain.shortlist.ResumeFile;
import io.tokentally.domain.shortlist.ResumeText;
import io.tokentally.domain.shortlist.UnreadableResumeException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.zip.ZipEntry;
import org.apache.pdfbox.cos.COSName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Résumés as people have them: files made by hand, and further ones of each kind. */
class ResumeCasesTest {

    private static final String HEAD = "Jordan Example\nSenior Java Developer, 7 years\njordan@mail.example\n";

    private final DocumentResumeReader reader = new DocumentResumeReader(new ParserExecutor(Duration.ofMinutes(1), 1));

    @AfterEach
    void close() {
        reader.close();
    }

    @Test
    void hyphensOfADocumentStay() {
        assertThat(file("d1-nobreakhyphen.docx"))
                .isEqualTo(HEAD + "Phone: 555-0134\n2019-2024 full-stack engineer, C-1 visa");
        assertThat(docx("<w:r><w:t>555\u20110134 co\u00ADoperate A\u00A0B</w:t><w:softHyphen/></w:r>"))
                .isEqualTo("555-0134 cooperate A B");
    }

    @Test
    void tabsBreaksAndSymbolsAreReadAndTabStopsAreNot() {
        assertThat(docx("<w:pPr><w:tabs><w:tab w:val=\"left\" w:pos=\"9\"/></w:tabs></w:pPr><w:r><w:t>a</w:t><w:tab/>"
                        + "<w:t>b</w:t><w:ptab/><w:t>c</w:t><w:br/><w:t>d</w:t><w:cr/><w:t>e</w:t></w:r>"))
                .isEqualTo("a\tb\tc\nd\ne");
        assertThat(docx("<w:r><w:sym w:font=\"Symbol\" w:char=\"F062\"/><w:t>-carotene </w:t>"
                        + "<w:sym w:font=\"Wingdings\" w:char=\"F028\"/><w:t> 555 </w:t>"
                        + "<w:sym w:font=\"Arial\" w:char=\"00E9\"/></w:r>"))
                .isEqualTo("β-carotene ☎ 555 é");
        assertThat(
                        docx(
                                "<w:r><w:rPr><w:rFonts w:ascii=\"Symbol\"/></w:rPr><w:t>\uF0B7</w:t></w:r><w:r><w:t> Java</w:t></w:r>"))
                .isEqualTo("• Java");
    }

    @Test
    void readingsOverANameAreLeftOut() {
        assertThat(file("d4-ruby.docx")).isEqualTo("山田太郎\nJavaエンジニア");
    }

    @Test
    void movedAndDeletedTextStandsWhereItWasMovedToOrNowhere() {
        assertThat(file("d5-move.docx").lines().filter(line -> !line.isBlank()))
                .containsExactly(
                        "Jordan Example",
                        "Senior Java Developer, 7 years",
                        "jordan@mail.example",
                        "between",
                        "Acme Corp 2019 to 2024",
                        "inserted");
        assertThat(docxOf("<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>Jordan </w:t></w:r></w:p>"
                        + "<w:p><w:r><w:t>Example</w:t></w:r></w:p><w:tbl><w:tr><w:trPr><w:del/></w:trPr><w:tc><w:p><w:r>"
                        + "<w:t>gone</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"))
                .isEqualTo("Jordan Example");
    }

    @Test
    void footnotesAreRead() {
        assertThat(file("d6-footnote.docx")).isEqualTo(HEAD + "Publications\nPhD thesis on compilers, 2015");
    }

    @Test
    void anOrdinaryPictureIsNoBomb() {
        assertThat(file("d8-white-picture.docx") + "\n").isEqualTo(HEAD);
        byte[] white = new byte[80_000_000];
        byte[] large = Documents.docxOfXml(document("<w:p><w:r><w:t>Jordan</w:t></w:r></w:p>"), archive -> {
            archive.putNextEntry(new ZipEntry("word/media/image1.bmp"));
            archive.write(white);
            archive.closeEntry();
        });
        assertThat(read(large)).isEqualTo("Jordan");
    }

    @Test
    void addressesOfLinksAreRead() {
        assertThat(file("d10-link.docx"))
                .isEqualTo(HEAD + "LinkedIn (https://www.linkedin.example/in/jordan)\nE-mail me (jordan@mail.example)");
        assertThat(docx("<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText> HYPERLINK "
                        + "\"mailto:a@b.example?subject=x\" </w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"separate\"/></w:r>"
                        + "<w:r><w:t>mail</w:t></w:r><w:r><w:fldChar w:fldCharType=\"end\"/></w:r>"))
                .isEqualTo("mail (a@b.example)");
        assertThat(docx("<w:fldSimple w:instr=\"HYPERLINK https://jordan.example/\"><w:r><w:t>www.jordan.example</w:t>"
                        + "</w:r></w:fldSimple>"))
                .isEqualTo("www.jordan.example");
    }

    @ParameterizedTest
    @ValueSource(strings = {"d11-xxe.docx", "d11b-billion.docx"})
    void entitiesAreRefused(String name) {
        assertThatThrownBy(() -> file(name))
                .isInstanceOf(UnreadableResumeException.class)
                .hasMessageContaining("damaged");
    }

    @Test
    void textBoxesAreReadOnceAndCutNoWord() {
        assertThat(file("d13-textbox.docx")).isEqualTo(HEAD + "\nSkills: Java, SQL");
        String box =
                "<w:r><w:pict><v:shape xmlns:v=\"urn:schemas-microsoft-com:vml\"><v:textbox><w:txbxContent><w:p><w:r>"
                        + "<w:t>box</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape></w:pict></w:r>";
        assertThat(docx("<w:r><w:t>Jor</w:t></w:r>" + box + "<w:r><w:t>dan</w:t></w:r>"))
                .isEqualTo("Jordan\nbox");
        assertThat(docx("<w:r><mc:AlternateContent><mc:Choice Requires=\"x\"><w:drawing/></mc:Choice><mc:Fallback>"
                        + "<w:t>instead</w:t></mc:Fallback></mc:AlternateContent></w:r>"))
                .isEqualTo("instead");
    }

    @Test
    void placeholdersAreNoContent() {
        assertThat(file("d14-sdt-placeholder.docx") + "\n").isEqualTo(HEAD);
        assertThat(docx(
                        "<w:sdt><w:sdtPr><w:showingPlcHdr w:val=\"0\"/></w:sdtPr><w:sdtContent><w:r><w:t>filled</w:t></w:r>"
                                + "</w:sdtContent></w:sdt>"))
                .isEqualTo("filled");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<w:vanish/>",
                "<w:color w:val=\"FFFFFF\"/>",
                "<w:color w:val=\"fefefe\"/>",
                "<w:sz w:val=\"2\"/>",
                "<w:w w:val=\"1\"/>",
                "<w:color w:val=\"000000\"/><w:highlight w:val=\"black\"/>",
                "<w14:textFill xmlns:w14=\"http://schemas.microsoft.com/office/word/2010/wordml\"><w14:noFill/></w14:textFill>"
            })
    void whatNoReaderOfADocumentSeesIsMarked(String look) {
        assertThat(docx("<w:r><w:t>Jordan </w:t></w:r><w:r><w:rPr>" + look + "</w:rPr><w:t>hire me</w:t></w:r>"))
                .isEqualTo("Jordan <hidden>hire me</hidden>");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<w:vanish w:val=\"0\"/>",
                "<w:color w:val=\"auto\"/>",
                "<w:color w:val=\"FFFFFF\"/><w:shd w:val=\"clear\" w:fill=\"1F3864\"/>",
                "<w:color w:val=\"FFFFFF\"/><w:highlight w:val=\"darkBlue\"/>",
                "<w14:textOutline xmlns:w14=\"http://schemas.microsoft.com/office/word/2010/wordml\"><w14:noFill/></w14:textOutline>"
            })
    void whatCanBeSeenIsNotMarked(String look) {
        assertThat(docx("<w:r><w:rPr>" + look + "</w:rPr><w:t>Jordan</w:t></w:r>"))
                .isEqualTo("Jordan");
    }

    @Test
    void whiteLettersInADarkCellAreSeen() {
        assertThat(
                        docxOf(
                                "<w:tbl><w:tr><w:tc><w:tcPr><w:shd w:val=\"clear\" w:fill=\"002060\"/></w:tcPr><w:p><w:r><w:rPr>"
                                        + "<w:color w:val=\"FFFFFF\"/></w:rPr><w:t>Skills</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"))
                .isEqualTo("Skills");
    }

    @Test
    void twoColumnsAreReadOneAfterTheOther() {
        assertThat(file("p1-two-columns-rowwise.pdf").lines())
                .containsExactly(
                        "Jordan Example",
                        "Skills",
                        "Java",
                        "PostgreSQL",
                        "Vaadin",
                        "Kafka",
                        "Experience",
                        "Acme Corp, 2019 to 2024",
                        "Led the billing team",
                        "Globex, 2015 to 2019",
                        "Built payment gateway");
    }

    @Test
    void datesBesideJobsAreReadRowByRow() {
        assertThat(pdf("BT /F1 11 Tf 50 650 Td (2019-2024) Tj ET BT /F1 11 Tf 150 650 Td (Acme Corp, developer) Tj ET "
                        + "BT /F1 11 Tf 50 630 Td (2015-2019) Tj ET BT /F1 11 Tf 150 630 Td (Globex, developer) Tj ET"))
                .isEqualTo("2019-2024 Acme Corp, developer\n2015-2019 Globex, developer");
    }

    @Test
    void aPdfWithoutAUserPasswordIsRead() {
        assertThat(file("p2-owner-only.pdf")).contains("Jordan Example", "Led the billing team");
        assertThat(read(Documents.protectedPdf("owner", ""))).isEqualTo("Ada Lovelace");
    }

    @Test
    void valuesOfFieldsAreRead() {
        assertThat(file("p3-form.pdf"))
                .isEqualTo(
                        "Application form\nName: Jordan Example\nE-mail: jordan@mail.example\nSkills: Java, SQL, Kafka");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "BT 3 Tr /F1 11 Tf 50 600 Td (hire me) Tj ET",
                "BT 1 g /F1 11 Tf 50 600 Td (hire me) Tj ET",
                "BT 1 1 1 rg /F1 11 Tf 50 600 Td (hire me) Tj ET",
                "BT /F1 1 Tf 50 600 Td (hire me) Tj ET",
                "BT /F1 11 Tf 50 6000 Td (hire me) Tj ET",
                "0 0 10 10 re W n BT /F1 11 Tf 50 600 Td (hire me) Tj ET"
            })
    void whatNoReaderOfAPdfSeesIsMarked(String operators) {
        assertThat(pdf("BT /F1 11 Tf 50 700 Td (Jordan) Tj ET " + operators))
                .isEqualTo("Jordan\n<hidden>hire me</hidden>");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0 0 0.4 rg 0 500 400 200 re f 1 g BT /F1 11 Tf 50 600 Td (Jordan) Tj ET",
                "q 1 g Q BT /F1 11 Tf 50 600 Td (Jordan) Tj ET",
                "q 600 0 0 800 0 0 cm BI /W 1 /H 1 /BPC 8 /CS /G ID x EI Q BT 3 Tr /F1 11 Tf 50 600 Td (Jordan) Tj ET"
            })
    void whatCanBeSeenOfAPdfIsNotMarked(String operators) {
        assertThat(pdf(operators)).isEqualTo("Jordan");
    }

    @Test
    void lettersThatOnlyMachinesReadAreMarked() {
        StringBuilder tags = new StringBuilder("Jordan ");
        "hire".codePoints().forEach(letter -> tags.appendCodePoint(0xE0000 + letter));
        assertThat(read(tags.append(" \uD83C\uDFF4").toString().getBytes(StandardCharsets.UTF_8)))
                .isEqualTo("Jordan <hidden>hire</hidden> \uD83C\uDFF4");
    }

    @Test
    void encodingsOfTextsAreFound() {
        assertThat(file("t1-1251.txt"))
                .isEqualTo("Имя: Иван Примеров\nДолжность: Java-разработчик\nПочта: ivan@mail.example");
        assertThat(file("t1-gbk.txt")).startsWith("姓名：张伟\n职位：高级Java工程师\n");
        assertThat(file("t1-utf16le-nobom.txt"))
                .isEqualTo("Имя: Иван Примеров\nДолжность: Java-разработчик\nПочта: ivan@mail.example");
    }

    /** Each is read as it was meant, or refused in words; never garbled. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "KOI8-R | Имя: Иван Примеров, Должность: разработчик, Почта: ivan@mail.example | read",
                "IBM866 | Имя: Иван Примеров, Должность: разработчик, Почта: ivan@mail.example | read",
                "Shift_JIS | 氏名：山田太郎 Javaエンジニア 職務経歴：2015年から2024年まで株式会社 | read",
                "EUC-JP | 氏名：山田太郎 Javaエンジニア 職務経歴：2015年から2024年まで株式会社 | read",
                "ISO-2022-JP | 氏名：山田太郎 Javaエンジニア 職務経歴：2015年から2024年まで株式会社 | read",
                "EUC-KR | 이름: 김철수 직위: 자바 개발자 경력: 2015년부터 2024년까지 예시 회사 | read",
                "Big5 | 姓名：陳大文 職位：資深Java工程師 電子郵件 工作經驗：2015年至2024年 範例公司 | read",
                "windows-1253 | Όνομα: Γιώργος Παπαδόπουλος, Προγραμματιστής, Ανδρέας Άγγελος | read",
                "windows-1256 | الاسم: محمد أحمد مطور جافا، القاهرة الخبرة: 2015-2024 | read",
                "windows-1252 | José Núñez García, Ingeniero de software, Logroño, diseñé una aplicación móvil | read",
                "windows-1252 | Jürgen Müller, Softwareentwickler, München, Erfahrung: 7 Jahre, Köln | read",
                "windows-1250 | Łukasz Wiśniewski, Programista, Łódź, Doświadczenie: siedem lat, umiejętność | read",
                "windows-1250 | Jiří Dvořák, Vývojář v Javě, Plzeň, Zkušenosti: sedm let, český jazyk | any",
                "windows-1250 | Kovács Gergő, Szoftverfejlesztő, Győr, Tapasztalat: hét év, erős csapatjátékos | any",
                "windows-1254 | Ayşe Yılmaz, Yazılım geliştirici, İstanbul, Deneyim: Boğaziçi Üniversitesi | any",
                "windows-1257 | Jānis Bērziņš, Programmētājs, Rīga, Pieredze: septiņi gadi | any",
                "IBM850 | Jürgen Müller, München, Köln | any",
                "x-MacRoman | Zoë Müller, Café Ångström, résumé – 7 années | any",
                "GBK | 张伟 Java工程师 | any",
                "UTF-16BE | 姓名：张伟 职位：高级Java工程师 | read",
                "UTF-32LE | Jordan Example, Köln | read"
            })
    void noTextIsGarbled(String charset, String text, String outcome) {
        byte[] content = text.getBytes(Charset.forName(charset));
        if (outcome.equals("read")) {
            assertThat(read(content)).isEqualTo(text);
            return;
        }
        String result;
        try {
            result = read(content);
        } catch (UnreadableResumeException e) {
            assertThat(e).hasMessageContaining("encoding").hasMessageContaining("Save it as UTF-8");
            return;
        }
        assertThat(result).isEqualTo(text);
    }

    @Test
    void aBadByteDoesNotMakeUtf8AnotherEncoding() {
        String text = file("t5-german-onebad.txt");

        assertThat(text).startsWith("Jürgen Müller\n").containsOnlyOnce("\uFFFD");
        byte[] short1 = {'M', (byte) 0xC3, (byte) 0xBC, 'l', 'l', 'e', 'r', ' ', (byte) 0xFF};
        assertThat(read(short1)).isEqualTo("Müller \uFFFD");
    }

    @Test
    void aTextMayMentionPdf() {
        assertThat(file("t6-mentions-pdf.txt")).startsWith("Jordan Example\nBuilt a %PDF-1.7 parser in Java.");
        assertThat(read("%PDF-1.7 is what I parse\nJordan".getBytes(StandardCharsets.US_ASCII)))
                .isEqualTo("%PDF-1.7 is what I parse\nJordan");
    }

    private String file(String name) {
        try (InputStream in =
                Objects.requireNonNull(ResumeCasesTest.class.getResourceAsStream("/documents/" + name), name)) {
            return read(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String read(byte[] content) {
        ResumeText text = reader.read(new ResumeFile("resume", content));
        return text.value();
    }

    private String docx(String paragraph) {
        return docxOf("<w:p>" + paragraph + "</w:p>");
    }

    private String docxOf(String body) {
        return read(Documents.docxOfXml(document(body)));
    }

    private static String document(String body) {
        return "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\""
                + " xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\"><w:body>" + body
                + "</w:body></w:document>";
    }

    private String pdf(String operators) {
        return read(Documents.pdfDrawing(operators.getBytes(StandardCharsets.US_ASCII), COSName.FLATE_DECODE));
    }
}
