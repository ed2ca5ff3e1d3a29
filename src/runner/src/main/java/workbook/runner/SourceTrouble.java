package workbook.runner;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What is wrong with the student's files themselves: gone, empty, in the wrong place, not UTF-8. The compiler
 * notices only what comes of it, often in other files.
 */
final class SourceTrouble {

    private static final Pattern PACKAGE = Pattern.compile("\\A\\s*package\\s+([\\w.]+)\\s*;");
    private static final String TYPE = "(class|interface|record|enum)";
    /** What the compiler says of a class that isn't where it should be. */
    private static final Pattern CONSEQUENCE = Pattern.compile("(?s)cannot find symbol.*|package \\S+ does not exist.*"
            + "|cannot access .*|duplicate class: .*|method does not override .*|incompatible types: .*");

    private final Workbook workbook;
    private final Originals originals;

    private SourceTrouble(Workbook workbook) {
        this.workbook = workbook;
        originals = Originals.of(workbook);
    }

    /** The problem as it is, or the one that is behind it. */
    static CompileProblem behind(CompileProblem problem, List<Part> parts, Workbook workbook) {
        SourceTrouble trouble = new SourceTrouble(workbook);
        for (Part part : parts) {
            List<CompileError> errors = part.borrowed() ? List.of()
                    : trouble.in(part, part.chapter().equals(problem.chapter()));
            if (!errors.isEmpty()) {
                List<CompileError> all = new ArrayList<>(errors);
                Set<String> files = errors.stream().map(CompileError::file).collect(Collectors.toSet());
                if (problem.kind() == CompileProblem.Kind.STUDENT && problem.chapter().equals(part.chapter())) {
                    problem.errors().stream()
                            .filter(error -> error.line() > 0 && !files.contains(error.file()))
                            .filter(error -> !CONSEQUENCE.matcher(error.compilerMessage()).matches())
                            .forEach(all::add);
                }
                return new CompileProblem(part.chapter(), CompileProblem.Kind.STUDENT, all);
            }
            if (part.chapter().equals(problem.chapter())) {
                return problem;
            }
        }
        return problem;
    }

    /** @param all also in files that the student added; or only in those that others rely on */
    private List<CompileError> in(Part part, boolean all) {
        String reset = "./workbook reset " + part.chapter().code();
        List<Path> handedOut = originals.handedOut(part.sources());
        List<Path> files = Sources.in(part.sources());
        List<CompileError> errors = new ArrayList<>();
        for (Path file : files) {
            if (all || handedOut.contains(file)) {
                whatIsWrongWith(file, part.sources(), reset).ifPresent(errors::add);
            }
        }
        List<Path> gone = handedOut.stream().filter(file -> !files.contains(file)).toList();
        for (Path file : gone) {
            String name = file.getFileName().toString();
            Optional<Path> moved = files.stream().filter(other -> other.getFileName().toString().equals(name))
                    .filter(other -> !handedOut.contains(other)).findFirst();
            Optional<Path> renamed = files.stream().filter(other -> declares(other, className(file))).findFirst();
            if (moved.isPresent()) {
                errors.removeIf(error -> error.file().equals(workbook.relative(moved.get())));
                errors.add(error(moved.get(), 0, "This file belongs in " + workbook.relative(file.getParent())
                        + ", with 'package " + packageOf(file, part.sources())
                        + ";' at its top. Move it back there."));
            } else if (renamed.isPresent() && handedOut.contains(renamed.get())) {
                errors.add(error(renamed.get(), lineOf(renamed.get(), className(file)), "The public class "
                        + className(file) + " belongs in a file of its own, " + name
                        + ", which is gone. Move the class back there."));
            } else if (renamed.isPresent()) {
                errors.add(error(renamed.get(), 0, "The public class " + className(file) + " belongs in a file named "
                        + name + ". Rename this file back to that."));
            } else {
                errors.add(error(file, 0, file.equals(gone.get(0)) ? "This file is gone, or was renamed; the tests need"
                        + " it. " + reset + " --missing puts what is gone or empty back as it was handed out."
                        : "This file is gone, too."));
            }
        }
        return errors;
    }

    private Optional<CompileError> whatIsWrongWith(Path file, Path sources, String reset) {
        byte[] content = bytes(file);
        if (content.length >= 2 && (content[0] == (byte) 0xFE && content[1] == (byte) 0xFF
                || content[0] == (byte) 0xFF && content[1] == (byte) 0xFE)) {
            return Optional.of(error(file, 1, "This file is UTF-16. Save it as UTF-8."));
        }
        if (content.length >= 3 && content[0] == (byte) 0xEF && content[1] == (byte) 0xBB
                && content[2] == (byte) 0xBF) {
            return Optional.of(error(file, 1, "This file begins with a byte order mark, which Java doesn't take. Save"
                    + " it as UTF-8 without BOM."));
        }
        int notUtf8 = firstLineThatIsNotUtf8(content);
        if (notUtf8 > 0) {
            return Optional.of(error(file, notUtf8, "This line has a character that isn't UTF-8. Save the file as"
                    + " UTF-8, or write the character in plain ASCII."));
        }
        String text = Sources.withoutComments(new String(content, StandardCharsets.UTF_8), "");
        String expected = packageOf(file, sources);
        Matcher declared = PACKAGE.matcher(text);
        if (text.isBlank()) {
            return Optional.of(error(file, 0, "This file is empty. Undo that in your editor; or " + reset
                    + " --missing puts what is gone or empty back as it was handed out."));
        }
        if (!declared.find()) {
            return expected.isEmpty() ? Optional.empty() : Optional.of(error(file, 1,
                    "This file must say 'package " + expected + ";' at its top, since it is in that folder."));
        }
        return declared.group(1).equals(expected) ? Optional.empty()
                : Optional.of(error(file, lineOf(file, declared.group(1)), "This file must say 'package " + expected
                        + ";', since it is in that folder, and not 'package " + declared.group(1) + ";'."));
    }

    private CompileError error(Path file, int line, String sentence) {
        return new CompileError(workbook.relative(file), line, 0, "", sentence, "");
    }

    /** From 1; 0 if all of it is. */
    private static int firstLineThatIsNotUtf8(byte[] content) {
        int start = 0;
        for (int line = 1; start < content.length; line++) {
            int end = start;
            while (end < content.length && content[end] != '\n') {
                end++;
            }
            try {
                StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content, start, end - start));
            } catch (CharacterCodingException e) {
                return line;
            }
            start = end + 1;
        }
        return 0;
    }

    private static String packageOf(Path file, Path sources) {
        Path folder = sources.relativize(file).getParent();
        return folder == null ? "" : folder.toString().replace('\\', '.').replace('/', '.');
    }

    private static String className(Path file) {
        return file.getFileName().toString().replaceFirst("\\.java$", "");
    }

    private static boolean declares(Path file, String className) {
        return Pattern.compile("(?m)^public\\s+(\\w+\\s+)*" + TYPE + "\\s+" + className + "\\b")
                .matcher(Sources.withoutComments(Sources.read(file), "")).find();
    }

    private static int lineOf(Path file, String word) {
        List<String> lines = Sources.read(file).lines().toList();
        Pattern declaration = Pattern.compile("\\s*(package|public\\s+(\\w+\\s+)*" + TYPE + ")\\s+"
                + Pattern.quote(word) + "\\b.*");
        return Stream.iterate(0, i -> i < lines.size(), i -> i + 1)
                .filter(i -> declaration.matcher(lines.get(i)).matches()).findFirst().map(i -> i + 1).orElse(0);
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
