package workbook.docs;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;

/** All that is looked for in all Markdown files of a workbook, whole or handed out. */
final class DocumentCheck {

    private final Tree tree;
    private final CommandSpec command;
    private final ListedNames listed;
    private final Allowed allowed;

    DocumentCheck(Tree tree, CommandSpec command, ListedNames listed, Allowed allowed) {
        this.tree = tree;
        this.command = command;
        this.listed = listed;
        this.allowed = allowed;
    }

    /** By file and line. */
    List<Problem> problems() {
        List<Document> documents =
                tree.files(".md").stream().map(file -> Markdown.read(file, tree.read(file))).toList();
        List<Document> lessons = documents.stream().filter(Document::isLesson)
                .filter(lesson -> tree.has(lesson.folder() + "src")).toList(); // another one has nothing to build
        Numbers numbers = new Numbers(tree, documents);
        Links links = new Links(tree, documents);
        CodeInDocuments students = code(namesOf(false), numbers);
        CodeInDocuments instructors = tree.isHandout() ? students : code(namesOf(true), numbers);

        List<Problem> problems = new ArrayList<>();
        for (Document document : documents) {
            problems.addAll(links.problems(document));
            problems.addAll(numbers.problems(document));
            problems.addAll((document.isForInstructors() ? instructors : students).problems(document));
            problems.addAll(Lessons.details(document));
        }
        lessons.forEach(lesson -> problems.addAll(Lessons.problems(lesson)));
        documents.stream().filter(document -> document.file().equals("GRADING.md"))
                .forEach(grading -> problems.addAll(Lessons.points(grading, lessons)));
        if (!tree.isHandout()) { // which lacks documents that name some of it
            problems.addAll(listed.unused());
            problems.addAll(allowed.unused());
        }
        return problems.stream().sorted().toList();
    }

    private CodeInDocuments code(OwnNames own, Numbers numbers) {
        KnownNames names = new KnownNames(own, new LibraryNames(own.imports()), listed, allowed);
        return new CodeInDocuments(tree, names, listed, new WorkbookCommand(command, numbers),
                new MavenCommand(tree, own, numbers));
    }

    /** A student's documents may not name what only the solutions have: they are good without them, too. */
    private OwnNames namesOf(boolean withSolutions) {
        Stream<Path> sources = tree.files(".java").stream()
                .filter(file -> withSolutions || !Tree.isForInstructors(file))
                .filter(file -> !file.contains("/workbook/docs/")) // this check is nobody's subject
                .map(tree::resolve);
        return OwnNames.in(sources.toList());
    }
}
