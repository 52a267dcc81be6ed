package drs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.File;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * Sends the cases with the clients of openapi-generator, to the hosts that it generated.
 *
 * <p>What a person writes by hand for one operation is done here by reflection for all, so that no operation needs a line.
 */
public final class Program {
    private static final ObjectMapper JSON = new ObjectMapper();

    public static void main(String[] arguments) throws Exception {
        Set<String> services = new TreeSet<>();
        for (JsonNode it : JSON.readTree(new File(System.getenv("DRS_CASES")))) {
            services.add(it.get("service").asText());
            ObjectNode line = JSON.createObjectNode();
            line.put("case", it.get("number").asInt()).put("host", "generated");
            try {
                send(it, line);
            } catch (ReflectiveOperationException | RuntimeException error) {
                Throwable cause = error instanceof InvocationTargetException ? error.getCause() : error;
                line.put("error", cause.getClass().getName());
            }
            System.out.println(line);
        }
        for (String service : services) {
            empty(service, new File(arguments[0], "drs/" + service + "/model"));
        }
    }

    private static void send(JsonNode it, ObjectNode line) throws ReflectiveOperationException {
        String service = "drs." + it.get("service").asText();
        Object client = Class.forName(service + ".invoker.ApiClient").getConstructor().newInstance();
        String[] peer = System.getenv("DRS_PEER").split(":");
        ProxySelector proxy = ProxySelector.of(new InetSocketAddress(peer[0], Integer.parseInt(peer[1])));
        HttpClient.Builder builder = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).proxy(proxy);
        Consumer<HttpRequest.Builder> authorize = request -> request.header("X-Auth-Token", "case-" + it.get("number").asInt());
        set(client, "setHttpClientBuilder", HttpClient.Builder.class, builder);
        set(client, "setRequestInterceptor", Consumer.class, authorize);
        set(client, "setScheme", String.class, "http");
        ObjectMapper mapper = (ObjectMapper) client.getClass().getMethod("getObjectMapper").invoke(client);

        Method method = method(service, it);
        Object api = method.getDeclaringClass().getConstructor(client.getClass()).newInstance(client);
        Object[] arguments = new Object[method.getParameterCount()];
        for (int position = 0; position < arguments.length; position++) {
            Parameter parameter = method.getParameters()[position];
            JsonNode value = value(it, parameter);
            arguments[position] = value == null ? null : mapper.convertValue(value, parameter.getType());
            if (value != null && value == it.get("body")) {
                line.put("shown", arguments[position].toString());
            }
        }
        try {
            Object response = method.invoke(api, arguments);
            line.set("answer", mapper.valueToTree(response.getClass().getMethod("getData").invoke(response)));
        } catch (InvocationTargetException error) {
            Throwable cause = error.getCause();
            if (!cause.getClass().getSimpleName().equals("ApiException")) {
                throw error;
            }
            Object text = cause.getClass().getMethod("getResponseBody").invoke(cause);
            Class<?> type = Class.forName(service + ".model." + it.get("answer_root").asText());
            try {
                line.set("answer", mapper.valueToTree(mapper.readValue((String) text, type)));
            } catch (java.io.IOException unread) {
                throw new IllegalStateException(unread);
            }
        }
    }

    private static void set(Object client, String setter, Class<?> type, Object value) throws ReflectiveOperationException {
        client.getClass().getMethod(setter, type).invoke(client, value);
    }

    /** The method of the operation in the one class of the service that has it. */
    private static Method method(String service, JsonNode it) throws ClassNotFoundException {
        String name = plain(it.get("operation").asText()) + "withhttpinfo";
        String tag = it.get("tag").asText();
        Class<?> api = Class.forName(service + ".api." + tag.substring(0, 1).toUpperCase(Locale.ROOT) + tag.substring(1) + "Api");
        return Arrays.stream(api.getMethods())
            .filter(method -> plain(method.getName()).equals(name))
            .min(Comparator.comparingInt(Method::getParameterCount))
            .orElseThrow();
    }

    private static JsonNode value(JsonNode it, Parameter parameter) {
        if (parameter.getType().getSimpleName().equals(it.path("root").asText())) {
            return it.get("body");
        }
        for (String part : new String[] {"values", "query"}) {
            var names = it.get(part).fieldNames();
            while (names.hasNext()) {
                String name = names.next();
                if (plain(name).equals(plain(parameter.getName()))) {
                    return it.get(part).get(name);
                }
            }
        }
        return null;
    }

    private static String plain(String name) {
        return name.replace("_", "").toLowerCase(Locale.ROOT);
    }

    /** Tells what new objects would send, of every model that is a class. */
    private static void empty(String service, File folder) throws Exception {
        Object client = Class.forName("drs." + service + ".invoker.ApiClient").getConstructor().newInstance();
        ObjectMapper mapper = (ObjectMapper) client.getClass().getMethod("getObjectMapper").invoke(client);
        for (String file : new TreeSet<>(Arrays.asList(folder.list()))) {
            Class<?> type = Class.forName("drs." + service + ".model." + file.replace(".class", ""));
            if (!type.isEnum() && !Modifier.isAbstract(type.getModifiers()) && !file.contains("$")) {
                ObjectNode line = JSON.createObjectNode().put("empty", type.getSimpleName());
                line.set("json", mapper.valueToTree(type.getConstructor().newInstance()));
                System.out.println(line);
            }
        }
    }
}
