package workbook.grader.grade;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;
import workbook.grader.intake.HandedIn;
import workbook.runner.Chapter;
import workbook.runner.Libraries;
import workbook.runner.Originals;
import workbook.runner.Sources;
import workbook.runner.Workbook;

/** What tells whether a submission, and all that judges it, is what it was. */
final class Fingerprint {

    private Fingerprint() {
    }

    /** Of what judges: tests, references, skeletons, the workbook's own modules and libraries, and what was asked for. */
    static String ofJudge(Workbook workbook, Libraries libraries, Grading.Request request) {
        List<Path> folders = new ArrayList<>();
        Path originals = Originals.file(workbook);
        for (Chapter chapter : workbook.chapters()) {
            folders.add(workbook.tests(chapter));
            workbook.solution(chapter).ifPresent(folders::add);
        }
        return of(List.of(Sources.fingerprint(folders), libraries.contentFingerprint(),
                Files.isRegularFile(originals) ? Sources.read(originals) : "",
                request.chapters().toString(), request.borrow().name(), request.time().toString(),
                System.getProperty("java.vm.version")));
    }

    static String of(HandedIn handedIn, String judge) {
        List<String> texts = new ArrayList<>(List.of(judge));
        for (SortedMap<String, String> files : handedIn.files().values()) {
            files.forEach((name, text) -> texts.addAll(List.of(name, text)));
        }
        texts.addAll(handedIn.notes());
        return of(texts);
    }

    private static String of(List<String> texts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (String text : texts) {
                byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
                digest.update((bytes.length + ":").getBytes(StandardCharsets.UTF_8));
                digest.update(bytes);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
