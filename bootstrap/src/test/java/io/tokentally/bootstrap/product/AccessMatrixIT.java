package io.tokentally.bootstrap.product;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.router.RouteData;
import com.vaadin.flow.server.VaadinServletContext;
import com.vaadin.flow.server.auth.AccessAnnotationChecker;
import com.vaadin.flow.server.startup.ApplicationRouteRegistry;
import io.tokentally.application.port.out.access.Sessions.NewSession;
import io.tokentally.application.service.access.SignInService;
import io.tokentally.bootstrap.security.SessionAuthorities;
import io.tokentally.domain.access.Session;
import io.tokentally.domain.access.UserId;
import jakarta.servlet.ServletContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Principal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.test.context.TestPropertySource;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.json.JsonMapper;

/**
 * Who gets in where: every path of the API and the actuator, every page and every function of the database that the application
 * may call, for every kind of visitor, compared with what {@code docs/access-matrix.md} says. Whoever adds a door meets this
 * test, and whoever opens one, too. What it finds is written beside the other results of the build, to be read and put in place.
 */
@ProductTest
// An installation of its own: what some of them may do changes it.
@TestPropertySource(properties = "tokentally.sessions.lifetime=11h")
class AccessMatrixIT {

    private static final Path DOCUMENT = Path.of("..", "docs", "access-matrix.md");
    private static final Path FOUND = Path.of("target", "access-matrix.md");
    private static final String NOBODY = "00000000-0000-4000-8000-000000000000";
    private static final String FOREIGN = "owner of another";
    private static final String ANONYMOUS = "anonymous";
    private static final String ONE_TIME = "one-time password";
    private static final String ENDED = "ended session";
    private static final String OPERATOR = "operator";
    private static final List<String> SCOPES =
            List.of("own_usage", "organization_usage", "prices", "keys", "members", "budgets");
    private static final Pattern VARIABLE = Pattern.compile("\\{\\*?([a-z0-9]+)}");

    private static final Map<String, String> VALUES =
            Map.of("id", NOBODY, "provider", "openai", "model", "gpt-4.1-nano", "vendor", "openai", "rest", "gpt-4.1");

    private static final String BUDGET =
            "{\"name\": \"matrix\", \"measure\": \"cost\", \"amount\": \"1\", \"window\": \"day\", \"action\": \"observe\"}";

    private static final String RULE = "{\"name\": \"matrix\", \"kind\": \"unpriced\"}";

    /** What is sent where an answer depends on more than who asks. */
    private static final Map<String, String> BODIES = Map.ofEntries(
            Map.entry(
                    "POST /api/v1/alerts/channels",
                    "{\"name\": \"matrix\", \"type\": \"email\", \"address\": \"matrix@acme.example\"}"),
            Map.entry(
                    "PUT /api/v1/alerts/channels/{id}",
                    "{\"name\": \"matrix\", \"type\": \"email\", \"address\": \"matrix@acme.example\"}"),
            Map.entry("POST /api/v1/alerts/mutes", "{\"kind\": \"budget\", \"until\": \"<tomorrow>\"}"),
            Map.entry("POST /api/v1/alerts/rules", RULE),
            Map.entry("POST /api/v1/alerts/rules/dry-run", RULE),
            Map.entry("PUT /api/v1/alerts/rules/{id}", RULE),
            Map.entry("POST /api/v1/budgets", BUDGET),
            Map.entry("POST /api/v1/budgets/dry-run", BUDGET),
            Map.entry("PUT /api/v1/budgets/{id}", BUDGET),
            Map.entry("POST /api/v1/keys", "{\"name\": \"matrix\"}"),
            Map.entry("PATCH /api/v1/keys/{id}", "{\"name\": \"matrix\"}"),
            Map.entry("POST /api/v1/keys/{id}/rotate", "{\"ends\": \"at_once\"}"),
            Map.entry("PUT /api/v1/key-policy", "{\"mostKeys\": 7}"),
            Map.entry("PUT /api/v1/organization/retention", "{\"months\": 600}"),
            Map.entry("PUT /api/v1/organization/tag-dimensions", "{\"names\": []}"),
            Map.entry("PUT /api/v1/organization/time-zone", "{\"zone\": \"UTC\"}"),
            Map.entry("PUT /api/v1/usage/mail", "{\"rhythm\": \"none\"}"),
            Map.entry("PUT /api/v1/provider-keys/{provider}", "{\"secret\": \"sk-never-real-0000000000\"}"),
            Map.entry(
                    "POST /api/v1/prices/estimate",
                    "{\"provider\": \"openai\", \"model\": \"gpt-4.1-nano\", \"quantities\": {\"input_tokens\": 1}}"),
            Map.entry("POST /api/v1/invitations", "{\"address\": \"matrix@acme.example\", \"role\": \"member\"}"),
            Map.entry("PUT /api/v1/members/{id}", "{\"role\": \"member\"}"),
            Map.entry(
                    "POST /api/v1/tokens",
                    "{\"name\": \"matrix\", \"scopes\": [\"prices\"], \"expiresAt\": \"<tomorrow>\"}"));

    private static final JsonMapper JSON = new JsonMapper();

    @LocalServerPort
    private int port;

    @Autowired
    private RequestMappingHandlerMapping requestMappingHandlerMapping;

    @Autowired
    private ServletContext servletContext;

    @Autowired
    private SignInService signIn;

    @Autowired
    private DataSource dataSource;

    @Autowired
    @Qualifier("ownerDataSource")
    private DataSource ownerDataSource;

    private final Map<String, Door> visitors = new LinkedHashMap<>();

    /**
     * Somebody at the doors.
     *
     * @param bearer an API token, or empty
     * @param session the token that proves to the database who looks, or empty
     */
    private record Door(Visitor browser, String bearer, String session) {

        int status(String method, String path, String body) {
            String type = path.contains("/price-bundles?") || path.endsWith("/price-bundles")
                    ? "application/zip"
                    : "application/json";
            return bearer.isEmpty()
                    ? browser.send(method, path, type, body).statusCode()
                    : browser.send(method, path, type, body, "Authorization", "Bearer " + bearer)
                            .statusCode();
        }
    }

    @BeforeEach
    void letEverybodyIn() throws InterruptedException {
        visitors.put(ANONYMOUS, new Door(new Visitor(port), "", ""));
        person("member", "member@acme.example");
        person("admin", "admin@acme.example");
        person("owner", "owner@acme.example");
        person(FOREIGN, "owner@globex.example");
        person(OPERATOR, "operator@demo.example");
        Api api = new Api(port);
        SCOPES.forEach(scope -> token(api, "owner@acme.example", scope));
        token(api, "operator@demo.example", "metrics");
        JdbcClient owner = JdbcClient.create(ownerDataSource);
        owner.sql("UPDATE accounts SET one_time_password = true WHERE login = 'second@acme.example'")
                .update();
        visitors.put(
                ONE_TIME,
                new Door(Visitor.signedIn(port, "second@acme.example"), "", open("second@acme.example", true)));
        Door ended = person(ENDED, "consultant@demo.example");
        owner.sql("UPDATE sessions SET ended_at = now() WHERE user_id = 'consultant@demo.example'")
                .update();
        assertThat(ended.session()).isNotEmpty();
        // What was known of a session counts for half a second.
        Thread.sleep(Duration.ofSeconds(1));
    }

    private Door person(String name, String login) {
        Door door = new Door(Visitor.signedIn(port, login), "", open(login, false));
        visitors.put(name, door);
        return door;
    }

    /** People of the demo are known by their addresses. */
    private String open(String login, boolean oneTime) {
        return signIn.open(new NewSession(
                        Session.Kind.BROWSER,
                        new UserId(login),
                        oneTime,
                        Duration.ofHours(1),
                        null,
                        "127.0.0.1",
                        null,
                        true))
                .value();
    }

    private void token(Api api, String login, String scope) {
        String body = "{\"name\": \"%s\", \"scopes\": [\"%1$s\"], \"expiresAt\": \"%s\"}".formatted(scope, tomorrow());
        String secret = JSON.readTree(
                        api.send(login, "POST", "/api/v1/tokens", body).body())
                .path("secret")
                .asString();
        visitors.put("token " + scope.replace('_', ' '), new Door(new Visitor(port), secret, secret));
    }

    @Test
    void everybodyGetsWhatTheDocumentSays() throws IOException {
        String found = """
                # Who gets in where

                Compared with the running product by `AccessMatrixIT` at each build: the demo's installation, where members, admin and
                owner are Acme's, the owner of another organization is Globex's and names Acme, and tokens are the owner's but for
                `metrics`, which is the operator's.

                ## By HTTP

                The status of the answer: 401 for nobody known, 403 for who may not, 404 for what is not there or not theirs to know of.
                What is asked for by id is not there, so that 404 and 422 say that somebody may ask.

                %s
                ## Pages

                Whether the page opens by the roles of the session. In the page the organization looked at is asked for once more, so that
                an operator, who belongs to none, is refused there, but for prices, of which they see the list. Whoever came with a one-time password is led to the account page.

                %s
                ## Functions of the database

                What the application's role may call, for who looks by the session at hand, without arguments. `in`: the function goes
                to work, and may find fault with having no arguments; `nothing`: it answers that there is nothing; else the code that it
                refuses with.

                %s""".formatted(
                        byHttp().toMarkdown(), pages().toMarkdown(), functions().toMarkdown());

        Files.writeString(FOUND, found);
        assertThat(found)
                .as("if this is how it shall be, copy bootstrap/%s to docs", FOUND)
                .isEqualTo(Files.readString(DOCUMENT));
    }

    private AccessMatrix byHttp() {
        AccessMatrix matrix = new AccessMatrix("path", List.copyOf(visitors.keySet()));
        List<String> doors = new ArrayList<>(List.of(
                "GET /actuator",
                "GET /actuator/health",
                "GET /actuator/info",
                "GET /actuator/metrics",
                "GET /actuator/prometheus",
                "GET /v3/api-docs",
                "GET /swagger-ui/index.html"));
        requestMappingHandlerMapping.getHandlerMethods().keySet().forEach(mapping -> doors.addAll(doors(mapping)));
        doors.stream()
                .sorted(Comparator.naturalOrder())
                .forEach(door -> visitors.forEach((name, visitor) -> {
                    List<String> words = List.of(door.split(" ", 2));
                    String path = VARIABLE.matcher(words.get(1))
                            .replaceAll(found -> VALUES.getOrDefault(found.group(1), "x"));
                    String asked =
                            name.equals(FOREIGN) && path.startsWith("/api/") ? path + "?organization=acme" : path;
                    matrix.put(door, name, Integer.toString(visitor.status(words.get(0), asked, body(door))));
                }));
        assertThat(matrix.size()).isGreaterThan(20);
        return matrix;
    }

    private static String body(String door) {
        return door.startsWith("GET ") || door.startsWith("DELETE ")
                ? ""
                : BODIES.getOrDefault(door, "{}").replace("<tomorrow>", tomorrow());
    }

    private static String tomorrow() {
        return Instant.now().plus(Duration.ofDays(1)).toString();
    }

    private static List<String> doors(RequestMappingInfo mapping) {
        return mapping.getPatternValues().stream()
                .filter(path -> path.startsWith("/api/"))
                .flatMap(path ->
                        mapping.getMethodsCondition().getMethods().stream().map(method -> method + " " + path))
                .toList();
    }

    private AccessMatrix pages() {
        List<String> people = visitors.keySet().stream()
                .filter(name -> visitors.get(name).bearer().isEmpty())
                .toList();
        AccessMatrix matrix = new AccessMatrix("page", people);
        AccessAnnotationChecker checker = new AccessAnnotationChecker();
        List<RouteData> routes = ApplicationRouteRegistry.getInstance(new VaadinServletContext(servletContext))
                .getRegisteredRoutes();
        for (RouteData route : routes) {
            for (String name : people) {
                Set<String> authorities =
                        SessionAuthorities.of(signIn, visitors.get(name).session());
                Principal principal = authorities.isEmpty() ? null : () -> name;
                boolean opens = checker.hasAccess(
                        route.getNavigationTarget(), principal, role -> authorities.contains("ROLE_" + role));
                matrix.put(
                        "/" + route.getTemplate(),
                        name,
                        name.equals(ONE_TIME) ? "account first" : opens ? "opens" : "–");
            }
        }
        return matrix;
    }

    private AccessMatrix functions() {
        AccessMatrix matrix = new AccessMatrix("function", List.copyOf(visitors.keySet()));
        TransactionTemplate transaction = new TransactionTemplate(new DataSourceTransactionManager(dataSource));
        JdbcClient application = JdbcClient.create(dataSource);
        JdbcClient.create(ownerDataSource)
                .sql("""
                        SELECT proname || '(' || pg_get_function_identity_arguments(oid) || ')' AS door,
                            'SELECT * FROM ' || proname || '(' || coalesce((
                                SELECT string_agg('NULL::' || format_type(argument, NULL), ', ' ORDER BY position)
                                FROM unnest(proargtypes) WITH ORDINALITY AS arguments (argument, position)), '') || ')' AS call
                        FROM pg_proc
                        WHERE pronamespace = 'public'::regnamespace AND prorettype <> 'trigger'::regtype
                          AND has_function_privilege('tokentally_app', oid, 'EXECUTE') AND provariadic = 0""")
                .query((row, number) -> Map.entry(row.getString("door"), row.getString("call")))
                .list()
                .forEach(function -> visitors.forEach((name, visitor) -> {
                    String answer = transaction.execute(status -> {
                        status.setRollbackOnly();
                        return called(application, visitor.session(), function.getValue());
                    });
                    matrix.put(function.getKey(), name, requireNonNull(answer));
                }));
        return matrix;
    }

    private static String called(JdbcClient application, String session, String call) {
        application.sql("""
                        SELECT set_config('tokentally.session_token', ?, true), set_config('tokentally.organization_id', 'acme', true)""").param(session).query().listOfRows();
        try {
            List<Map<String, Object>> rows = application.sql(call).query().listOfRows();
            boolean nothing = rows.stream()
                    .allMatch(row -> row.values().stream().allMatch(value -> value == null || value.equals(false)));
            return nothing && !call.contains("()") ? "in" : nothing ? "nothing" : "in";
        } catch (DataAccessException e) {
            if (e.getMostSpecificCause() instanceof PSQLException cause && "TT002".equals(cause.getSQLState())) {
                ServerErrorMessage message = cause.getServerErrorMessage();
                return String.valueOf(message == null ? cause.getMessage() : message.getMessage());
            }
            return "in";
        }
    }
}
