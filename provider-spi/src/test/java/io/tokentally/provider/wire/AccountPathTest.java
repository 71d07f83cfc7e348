package io.tokentally.provider.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokentally.domain.key.AccountOperation;
import io.tokentally.domain.key.AccountOperation.Answers;
import io.tokentally.domain.key.OperationGroup;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AccountPathTest {

    private static final Pattern SHAPE = Pattern.compile("file-[a-z0-9]{3,}");

    private static AccountOperation inFiles(String method, String path, String query) {
        return AccountPath.of(method, path, query).inCollection(1, false, false, SHAPE);
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/files, files",
        "/v1/files/f1/content, 'files f1 content'",
        "/v1/files/, 'files '",
        "/v1/, ",
        "/v1, ",
        "/v2/files, ",
        "/files/v1/, ",
    })
    void whatIsBelowTheVersionIsTakenApart(String path, @Nullable String segments) {
        assertThat(AccountPath.of("GET", path, "").segments())
                .isEqualTo(segments == null ? List.of() : List.of(segments.split(" ", -1)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/files//f1",
                "/v1/files/",
                "/v1/files/f%31",
                "/v1/files;a/f1",
                "/v1/files/;a",
                "/v1/files/f1;v=2",
                "/v1/%66iles"
            })
    void whatAServerCouldTakeApartOtherwiseIsAmbiguous(String path) {
        assertThat(AccountPath.of("GET", path, "").isAmbiguous()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/files", "/v1/files/f-1_a.b:c", "/v1/"})
    void whatIsSpeltPlainlyIsNot(String path) {
        assertThat(AccountPath.of("GET", path, "?a=%31;b").isAmbiguous()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "POST, /v1/chat/completions, true",
        "GET, /v1/chat/completions, false",
        "POST, /v1/chat/completions/c1, false",
        "POST, /v1/chat, false",
        "POST, /v2/chat/completions, false",
    })
    void itIsOnePathOfOneMethod(String method, String path, boolean same) {
        assertThat(AccountPath.of(method, path, "").is("POST", "chat/completions"))
                .isEqualTo(same);
    }

    @ParameterizedTest
    @CsvSource({"/v1/models/m1, true", "/v1/models, true", "/v1/files/models, false", "/v1/model, false", "/v1/, false"
    })
    void itBeginsWithAWholeSegment(String path, boolean begins) {
        assertThat(AccountPath.of("GET", path, "").begins("models")).isEqualTo(begins);
    }

    @ParameterizedTest
    @CsvSource({"GET, true", "HEAD, true", "POST, false", "DELETE, false", "PUT, false"})
    void onlyGetAndHeadLook(String method, boolean looks) {
        assertThat(AccountPath.of(method, "/v1/files", "").looks()).isEqualTo(looks);
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /v1/files, LISTS, '', '', NOTHING_NEW",
        "HEAD, /v1/files, LISTS, '', '', NOTHING_NEW",
        "POST, /v1/files, RESOURCES, '', '', OF_THE_CALLER",
        "DELETE, /v1/files, , '', '', NOTHING_NEW",
        "PUT, /v1/files, , '', '', NOTHING_NEW",
        "PUT, /v1/files/f1, , '', '', NOTHING_NEW",
        "PATCH, /v1/files/f1, , '', '', NOTHING_NEW",
        "GET, /v1/files/f1, RESOURCES, f1, '', NOTHING_NEW",
        "HEAD, /v1/files/f1, RESOURCES, f1, '', NOTHING_NEW",
        "DELETE, /v1/files/f1, RESOURCES, f1, '', NOTHING_NEW",
        "POST, /v1/files/f1, RESOURCES, f1, '', OF_THE_CALLER",
        "GET, /v1/stores/s1/files, RESOURCES, s1, '', NOTHING_NEW",
        "GET, /v1/stores/s1/files/f1, RESOURCES, s1 f1, f1, NOTHING_NEW",
        "GET, /v1/stores/s1/files/f1/parts/p1, RESOURCES, s1 f1 p1, f1 p1, NOTHING_NEW",
        // What stands within itself is what the path works on, too, and is not found there alone.
        "GET, /v1/stores/s1/files/s1, RESOURCES, s1, '', NOTHING_NEW",
    })
    void aCollectionIsListedOrAddedToAndWhatIsInItIsWorkedOn(
            String method, String path, @Nullable OperationGroup group, String ids, String within, Answers answers) {
        AccountOperation operation = inFiles(method, path, "");

        assertThat(operation)
                .isEqualTo(
                        group == null
                                ? AccountOperation.UNKNOWN
                                : new AccountOperation(group, words(ids), words(within), false, false, answers));
    }

    @Test
    void whatIsMadeMayCallAModelAndWhatIsInTheCollectionDoesNot() {
        assertThat(AccountPath.of("POST", "/v1/batches", "")
                        .inCollection(1, true, false, SHAPE)
                        .callsModel())
                .isTrue();
        assertThat(AccountPath.of("GET", "/v1/batches", "")
                        .inCollection(1, true, false, SHAPE)
                        .callsModel())
                .isFalse();
        assertThat(AccountPath.of("POST", "/v1/batches/b1", "")
                        .inCollection(1, true, false, SHAPE)
                        .callsModel())
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "POST"})
    void whatAnswersWithWhatWasMadeBeforeTellsOfTheOwners(String method) {
        assertThat(AccountPath.of(method, "/v1/batches/b1", "")
                        .inCollection(1, false, true, SHAPE)
                        .answers())
                .isEqualTo(Answers.OF_THE_OWNER);
    }

    @Test
    void aCollectionMayStandDeeper() {
        AccountPath asked = AccountPath.of("GET", "/v1/messages/batches/b1/results", "");

        assertThat(asked.inCollection(2, false, false, SHAPE).ids()).containsExactly("b1");
        assertThat(AccountPath.of("GET", "/v1/messages/batches", "")
                        .inCollection(2, false, false, SHAPE)
                        .group())
                .isEqualTo(OperationGroup.LISTS);
    }

    @ParameterizedTest
    @CsvSource({
        "'', ''",
        "?a=file-001, file-001",
        "a=file-001, file-001",
        "?a=file-001&b=x&c=file-002, file-001 file-002",
        "?a[]=file-001, file-001",
        "?a=file%2D001, file-001",
        "?a=b=file-001, ''",
        "?file-001, ''",
        "?=file-001, file-001",
        "?a=%zz&b=file-001, file-001",
        "?a=see+file-001, ''",
        "?after=file-001&x=file-002, file-001 file-002",
    })
    void whatTheQueryNamesIsWorkedOnByItsShape(String query, String ids) {
        AccountOperation operation = inFiles("GET", "/v1/files", query);

        assertThat(operation.ids()).isEqualTo(words(ids));
        assertThat(operation.withinIds()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"after", "before", "after_id", "before_id", "starting_after", "%61fter"})
    void whereAListWithinGoesOnIsNoUseOfWhatStandsThere(String cursor) {
        assertThat(inFiles("GET", "/v1/stores/s1/files", "?" + cursor + "=file-001&x=file-002")
                        .ids())
                .containsExactlyInAnyOrder("s1", "file-002");
    }

    private static Set<String> words(String words) {
        return Arrays.stream(words.split(" ")).filter(word -> !word.isEmpty()).collect(Collectors.toSet());
    }
}
