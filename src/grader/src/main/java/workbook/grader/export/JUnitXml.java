package workbook.grader.export;

import java.io.StringWriter;
import java.util.List;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import workbook.grader.result.ChapterResult;
import workbook.grader.result.ChapterResult.Outcome;
import workbook.grader.result.SubmissionResult;
import workbook.grader.result.TaskResult;
import workbook.grader.result.TestResult;
import workbook.runner.Verdict;

/**
 * A submission as JUnit's XML, for a continuous integration server: a suite per chapter. To do is a failure, never
 * skipped; what cannot be judged is skipped, for it's neither right nor wrong; and the tasks of a chapter that wasn't
 * tested are an error each.
 */
final class JUnitXml {

    private final XMLStreamWriter xml;

    private JUnitXml(XMLStreamWriter xml) {
        this.xml = xml;
    }

    static String of(SubmissionResult result) {
        StringWriter text = new StringWriter();
        try {
            XMLStreamWriter xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(text);
            new JUnitXml(xml).write(result);
            xml.close();
        } catch (XMLStreamException e) {
            throw new IllegalStateException(e);
        }
        return text.append("\n").toString();
    }

    private void write(SubmissionResult result) throws XMLStreamException {
        xml.writeStartDocument("UTF-8", "1.0");
        newLine();
        start("testsuites", "name", result.id());
        if (!result.refused().isEmpty()) {
            start("testsuite", "name", "submission", "tests", "1", "failures", "0", "errors", "1", "skipped", "0");
            start("testcase", "name", "is taken in", "classname", "submission");
            problem("error", "refused", result.refused(), List.of());
            end();
            end();
        }
        for (ChapterResult chapter : result.chapters()) {
            write(chapter);
        }
        end();
        xml.writeEndDocument();
    }

    private void write(ChapterResult chapter) throws XMLStreamException {
        boolean tested = chapter.outcome() == Outcome.TESTED;
        start("testsuite", "name", chapter.chapter() + " " + chapter.title(),
                "tests", count(tested ? chapter.tasks().stream().mapToLong(task -> task.tests().size()).sum()
                        : chapter.tasks().size()),
                "failures", count(tested ? count(chapter, Verdict.FAILING) + count(chapter, Verdict.TO_DO) : 0),
                "errors", count(tested ? 0 : chapter.tasks().size()),
                "skipped", count(tested ? count(chapter, Verdict.CANNOT_BE_JUDGED) : 0));
        start("properties");
        property("outcome", Trouble.words(chapter.outcome()));
        property("borrowed", String.join(" ", chapter.borrowed()));
        end();
        for (TaskResult task : chapter.tasks()) {
            if (!tested) {
                start("testcase", "name", task.task() + " " + task.title(),
                        "classname", "chapter " + chapter.chapter());
                problem("error", chapter.outcome().name(), Trouble.words(chapter.outcome()), chapter.why());
                end();
            } else {
                for (TestResult test : task.tests()) {
                    write(test, task);
                }
            }
        }
        end();
    }

    private void write(TestResult test, TaskResult task) throws XMLStreamException {
        start("testcase", "name", task.task() + " " + test.name(),
                "classname", test.method().replaceFirst("\\..*", ""));
        switch (test.verdict()) {
            case PASSING -> { }
            case FAILING -> problem("failure", "failing", test.message(), test.story());
            case TO_DO -> problem("failure", "to do", "to do: " + test.message(), List.of());
            case CANNOT_BE_JUDGED -> problem("skipped", "cannot be judged", "cannot be judged: " + test.message(),
                    test.story());
        }
        end();
    }

    private void problem(String kind, String type, String message, List<String> story) throws XMLStreamException {
        xml.writeStartElement(kind);
        attributes("type", type, "message", message);
        xml.writeCharacters(String.join("\n", Plain.lines(story)));
        xml.writeEndElement();
        newLine();
    }

    private void property(String name, String value) throws XMLStreamException {
        xml.writeEmptyElement("property");
        attributes("name", name, "value", value);
        newLine();
    }

    private void start(String element, String... attributes) throws XMLStreamException {
        xml.writeStartElement(element);
        attributes(attributes);
        newLine();
    }

    /** @param attributes name, value, name, value, … */
    private void attributes(String... attributes) throws XMLStreamException {
        for (int i = 0; i < attributes.length; i += 2) {
            xml.writeAttribute(attributes[i], Plain.line(attributes[i + 1]));
        }
    }

    private void end() throws XMLStreamException {
        xml.writeEndElement();
        newLine();
    }

    private void newLine() throws XMLStreamException {
        xml.writeCharacters("\n");
    }

    private static long count(ChapterResult chapter, Verdict verdict) {
        return chapter.tasks().stream().flatMap(task -> task.tests().stream())
                .filter(test -> test.verdict() == verdict).count();
    }

    private static String count(long number) {
        return Long.toString(number);
    }
}
