// SPDX-FileCopyrightText: 2026 The Lathe developers
// SPDX-License-Identifier: GPL-3.0-or-later
package lathe.runtime;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Calendar;
import java.util.Date;
import java.util.List;
import java.util.TimeZone;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Dates and times in the forms that Jackson with its module for java.time reads and writes: numbers, arrays and ISO texts. */
final class Times {
    private Times() {
    }

    static boolean isTime(Class<?> raw) {
        return Date.class.isAssignableFrom(raw) || Calendar.class.isAssignableFrom(raw) || raw.getName().startsWith("java.time.") && !raw.isEnum();
    }

    /** A time of the class `raw`; null for an empty text; an exception of java.time's or IllegalArgumentException where it is none. */
    static Object read(Object value, Class<?> raw) {
        if (value instanceof List) {
            return ofArray((List<?>) value, raw);
        }
        String text = value.toString().trim();
        if (text.isEmpty()) {
            return null;
        }
        boolean number = value instanceof Number;
        if (value instanceof Boolean) {
            throw new IllegalArgumentException("a truth value");
        }
        if (Date.class.isAssignableFrom(raw) || Calendar.class.isAssignableFrom(raw)) {
            return ofDate(date(value, text), raw);
        }
        if (raw == Instant.class || raw == OffsetDateTime.class || raw == ZonedDateTime.class) {
            return ofInstant(text, number, raw);
        }
        if (raw == Duration.class) {
            if (!number) {
                return Duration.parse(text);
            }
            BigDecimal seconds = new BigDecimal(text);
            return Duration.ofSeconds(seconds.longValue(), nanos(seconds));
        }
        if (number) {
            int whole = new BigDecimal(text).intValueExact();
            if (raw == LocalDate.class) {
                return LocalDate.ofEpochDay(whole);
            }
            if (raw == Year.class) {
                return Year.of(whole);
            }
            throw new IllegalArgumentException("a number");
        }
        return ofText(text, raw);
    }

    private static Object ofText(String text, Class<?> raw) {
        boolean both = text.length() > 10 && text.charAt(10) == 'T';
        String local = both && text.endsWith("Z") ? text.substring(0, text.length() - 1) : text;
        if (raw == LocalDate.class) {
            return both ? LocalDateTime.parse(local).toLocalDate() : LocalDate.parse(text);
        }
        if (raw == LocalDateTime.class) {
            return LocalDateTime.parse(local);
        }
        if (raw == LocalTime.class) {
            return both ? LocalDateTime.parse(local).toLocalTime() : LocalTime.parse(text);
        }
        return null;
    }

    private static Object ofInstant(String text, boolean number, Class<?> raw) {
        if (number || text.matches("[+-]?\\d+(\\.\\d+)?")) {
            BigDecimal seconds = new BigDecimal(text);
            Instant instant = Instant.ofEpochSecond(seconds.longValue(), nanos(seconds));
            return raw == Instant.class ? instant : raw == OffsetDateTime.class ? instant.atOffset(ZoneOffset.UTC) : instant.atZone(ZoneId.of("UTC"));
        }
        String iso = text.replaceFirst("([+-]\\d\\d)(\\d\\d)$", "$1:$2");
        if (raw == Instant.class) {
            return iso.endsWith("Z") ? Instant.parse(iso) : OffsetDateTime.parse(iso).toInstant();
        }
        return raw == OffsetDateTime.class ? OffsetDateTime.parse(iso).withOffsetSameInstant(ZoneOffset.UTC)
                : ZonedDateTime.parse(iso).withZoneSameInstant(ZoneId.of("UTC"));
    }

    private static long nanos(BigDecimal seconds) {
        return seconds.remainder(BigDecimal.ONE).movePointRight(9).longValue();
    }

    private static Object ofArray(List<?> parts, Class<?> raw) {
        int[] all = new int[Math.max(7, parts.size())];
        for (int i = 0; i < parts.size(); i++) {
            if (!(parts.get(i) instanceof Integer)) {
                throw new IllegalArgumentException("an array with other than whole numbers");
            }
            all[i] = (Integer) parts.get(i);
        }
        int count = parts.size();
        if (raw == LocalDate.class && count == 3) {
            return LocalDate.of(all[0], all[1], all[2]);
        }
        if (raw == LocalDateTime.class && count >= 5 && count <= 7) {
            return LocalDateTime.of(all[0], all[1], all[2], all[3], all[4], all[5], all[6]);
        }
        if (raw == LocalTime.class && count >= 2 && count <= 4) {
            return LocalTime.of(all[0], all[1], all[2], all[3]);
        }
        if (raw == YearMonth.class && count == 2) {
            return YearMonth.of(all[0], all[1]);
        }
        throw new IllegalArgumentException("an array of " + count);
    }

    /** By itself, because patterns cost milliseconds of a start that few need. */
    private static final class Iso {
        static final Pattern FORM = Pattern.compile("(\\d{4}-\\d\\d-\\d\\d)(?:T(\\d\\d:\\d\\d)(:\\d\\d)?(\\.\\d{1,9})?(Z|[+-]\\d\\d(?::?\\d\\d)?)?)?");
    }

    /** Milliseconds, or a text in one of the forms of Jackson's StdDateFormat. */
    private static Date date(Object value, String text) {
        if (value instanceof Literal) {
            throw new IllegalArgumentException("a number with a fraction");
        }
        if (value instanceof Number) {
            return new Date(((Number) value).longValue());
        }
        if (text.matches("-?\\d{1,19}")) {
            return new Date(Long.parseLong(text));
        }
        Matcher iso = Iso.FORM.matcher(text);
        if (!iso.matches()) {
            return Date.from(Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(text)));
        }
        if (iso.group(2) == null) {
            return Date.from(LocalDate.parse(text).atStartOfDay().toInstant(ZoneOffset.UTC));
        }
        String time = iso.group(1) + 'T' + iso.group(2) + (iso.group(3) == null ? "" : iso.group(3)) + (iso.group(4) == null ? "" : iso.group(4));
        ZoneOffset offset = iso.group(5) == null ? ZoneOffset.UTC : ZoneOffset.of(iso.group(5));
        return Date.from(LocalDateTime.parse(time).toInstant(offset));
    }

    private static Object ofDate(Date date, Class<?> raw) {
        if (raw == Date.class) {
            return date;
        }
        if (Calendar.class.isAssignableFrom(raw)) {
            Calendar calendar = Calendar.getInstance(TimeZone.getTimeZone("UTC"));
            calendar.setTime(date);
            return calendar;
        }
        try { // those of java.sql, which need not be there
            return raw.getConstructor(long.class).newInstance(date.getTime());
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** As the key of an object. */
    static String key(Date date) {
        return DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS").format(date.toInstant().atOffset(ZoneOffset.UTC)) + "+00:00";
    }

    /** Writes a time; false for what is none, or one that is written as its text. */
    static boolean write(Object value, StringBuilder out) {
        if (value instanceof Date) {
            out.append(((Date) value).getTime());
        } else if (value instanceof Calendar) {
            out.append(((Calendar) value).getTimeInMillis());
        } else if (value instanceof Instant) {
            seconds(((Instant) value).getEpochSecond(), ((Instant) value).getNano(), out);
        } else if (value instanceof OffsetDateTime) {
            write(((OffsetDateTime) value).toInstant(), out);
        } else if (value instanceof ZonedDateTime) {
            write(((ZonedDateTime) value).toInstant(), out);
        } else if (value instanceof Duration) {
            seconds(((Duration) value).getSeconds(), ((Duration) value).getNano(), out);
        } else if (value instanceof LocalDate) {
            day((LocalDate) value, out.append('['));
            out.append(']');
        } else if (value instanceof LocalDateTime) {
            day(((LocalDateTime) value).toLocalDate(), out.append('['));
            clock(((LocalDateTime) value).toLocalTime(), out.append(','));
            out.append(']');
        } else if (value instanceof LocalTime) {
            clock((LocalTime) value, out.append('['));
            out.append(']');
        } else if (value instanceof OffsetTime) {
            clock(((OffsetTime) value).toLocalTime(), out.append('['));
            out.append(",\"").append(((OffsetTime) value).getOffset()).append("\"]");
        } else if (value instanceof Year) {
            out.append(value);
        } else if (value instanceof YearMonth) {
            out.append('[').append(((YearMonth) value).getYear()).append(',').append(((YearMonth) value).getMonthValue()).append(']');
        } else {
            return false;
        }
        return true;
    }

    private static void seconds(long seconds, int nanos, StringBuilder out) {
        out.append(seconds).append('.').append(Integer.toString(1000000000 + nanos), 1, 10);
    }

    private static void day(LocalDate day, StringBuilder out) {
        out.append(day.getYear()).append(',').append(day.getMonthValue()).append(',').append(day.getDayOfMonth());
    }

    private static void clock(LocalTime time, StringBuilder out) {
        out.append(time.getHour()).append(',').append(time.getMinute());
        if (time.getSecond() > 0 || time.getNano() > 0) {
            out.append(',').append(time.getSecond());
        }
        if (time.getNano() > 0) {
            out.append(',').append(time.getNano());
        }
    }
}
