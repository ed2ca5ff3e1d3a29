package workbook.grader.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.StringReader;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import javax.xml.xpath.XPathFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;
import workbook.grader.result.SubmissionResult;

class JUnitXmlTest {

    @ParameterizedTest
    @ValueSource(strings = {"a17", "b18", "c19", "d20", "e21", "g23", "x-99"})
    void isValid(String id) throws Exception {
        Schema schema = SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI)
                .newSchema(JUnitXmlTest.class.getResource("junit.xsd"));

        assertThatCode(() -> schema.newValidator().validate(new StreamSource(new StringReader(xml(id)))))
                .as("validating what was written for " + id).doesNotThrowAnyException();
    }

    @Test
    void aSuiteCountsWhatIsInIt() throws Exception {
        assertThat(value("b18", "count(//testsuite)")).isEqualTo("6");
        for (String id : new String[] {"b18", "c19", "d20"}) {
            for (int chapter = 1; chapter <= 6; chapter++) {
                String suite = "//testsuite[" + chapter + "]";
                assertThat(value(id, suite + "/@tests")).isEqualTo(value(id, "count(" + suite + "/testcase)"));
                assertThat(value(id, suite + "/@failures")).isEqualTo(value(id, "count(" + suite + "//failure)"));
                assertThat(value(id, suite + "/@errors")).isEqualTo(value(id, "count(" + suite + "//error)"));
                assertThat(value(id, suite + "/@skipped")).isEqualTo(value(id, "count(" + suite + "//skipped)"));
            }
        }
    }

    @Test
    void toDoIsAFailureAndWhatCannotBeJudgedIsNone() throws Exception {
        assertThat(value("b18", "//testsuite[6]/@failures")).as("all tests of chapter 06 are to do").isEqualTo("14");
        assertThat(value("c19", "//testsuite[3]/@skipped")).as("two tasks of two tests cannot be judged")
                .isEqualTo("4");
        assertThat(value("c19", "string(//skipped/@message)")).startsWith("cannot be judged");
        assertThat(value("d20", "//testsuite[2]/@errors")).as("seven tasks that don't compile").isEqualTo("7");
        assertThat(value("g23", "string(//error/@message)")).isEqualTo("It has 1,200 files, and 1,000 are allowed.");
        assertThat(value("c19", "string(//testsuite[3]/properties/property[@name='borrowed']/@value)"))
                .isEqualTo("01 02");
    }

    private static String value(String id, String path) throws Exception {
        Document document = DocumentBuilderFactory.newInstance().newDocumentBuilder()
                .parse(new InputSource(new StringReader(xml(id))));
        return XPathFactory.newInstance().newXPath().evaluate(path, document);
    }

    private static String xml(String id) {
        SubmissionResult result = ExampleClass.results().stream().filter(each -> each.id().equals(id)).findFirst()
                .orElseThrow();
        return JUnitXml.of(result);
    }
}
