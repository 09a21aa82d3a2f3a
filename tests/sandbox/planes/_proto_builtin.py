# Copyright (c) 2026, streamops.confluent contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Files that the registry knows without a reference, whether they are imported or not."""

from __future__ import annotations

from functools import lru_cache

from google.protobuf import (
    any_pb2,
    api_pb2,
    descriptor_pb2,
    duration_pb2,
    empty_pb2,
    field_mask_pb2,
    source_context_pb2,
    struct_pb2,
    timestamp_pb2,
    type_pb2,
    wrappers_pb2,
)

from ._proto_descriptor import file_of
from ._proto_model import File
from ._proto_reader import read

_GOOGLE_PROTOBUF = (
    *(any_pb2, api_pb2, descriptor_pb2, duration_pb2, empty_pb2, field_mask_pb2),
    *(source_context_pb2, struct_pb2, timestamp_pb2, type_pb2, wrappers_pb2),
)
_GOOGLE_TYPE = {
    "calendar_period": "enum CalendarPeriod { CALENDAR_PERIOD_UNSPECIFIED = 0; DAY = 1; WEEK = 2; FORTNIGHT = 3;"
    " MONTH = 4; QUARTER = 5; HALF = 6; YEAR = 7; }",
    "color": "message Color { float red = 1; float green = 2; float blue = 3; google.protobuf.FloatValue alpha = 4; }",
    "date": "message Date { int32 year = 1; int32 month = 2; int32 day = 3; }",
    "datetime": "message DateTime { int32 year = 1; int32 month = 2; int32 day = 3; int32 hours = 4; int32 minutes = 5;"
    " int32 seconds = 6; int32 nanos = 7; oneof time_offset { google.protobuf.Duration utc_offset = 8;"
    " TimeZone time_zone = 9; } } message TimeZone { string id = 1; string version = 2; }",
    "dayofweek": "enum DayOfWeek { DAY_OF_WEEK_UNSPECIFIED = 0; MONDAY = 1; TUESDAY = 2; WEDNESDAY = 3; THURSDAY = 4;"
    " FRIDAY = 5; SATURDAY = 6; SUNDAY = 7; }",
    "decimal": "message Decimal { string value = 1; }",
    "expr": "message Expr { string expression = 1; string title = 2; string description = 3; string location = 4; }",
    "fraction": "message Fraction { int64 numerator = 1; int64 denominator = 2; }",
    "interval": "message Interval { google.protobuf.Timestamp start_time = 1;"
    " google.protobuf.Timestamp end_time = 2; }",
    "latlng": "message LatLng { double latitude = 1; double longitude = 2; }",
    "money": "message Money { string currency_code = 1; int64 units = 2; int32 nanos = 3; }",
    "month": "enum Month { MONTH_UNSPECIFIED = 0; JANUARY = 1; FEBRUARY = 2; MARCH = 3; APRIL = 4; MAY = 5; JUNE = 6;"
    " JULY = 7; AUGUST = 8; SEPTEMBER = 9; OCTOBER = 10; NOVEMBER = 11; DECEMBER = 12; }",
    "phone_number": "message PhoneNumber { oneof kind { string e164_number = 1; ShortCode short_code = 2; }"
    " string extension = 3; message ShortCode { string region_code = 1; string number = 2; } }",
    "postal_address": "message PostalAddress { int32 revision = 1; string region_code = 2; string language_code = 3;"
    " string postal_code = 4; string sorting_code = 5; string administrative_area = 6; string locality = 7;"
    " string sublocality = 8; repeated string address_lines = 9; repeated string recipients = 10;"
    " string organization = 11; }",
    "quaternion": "message Quaternion { double x = 1; double y = 2; double z = 3; double w = 4; }",
    "timeofday": "message TimeOfDay { int32 hours = 1; int32 minutes = 2; int32 seconds = 3; int32 nanos = 4; }",
}
_OPTIONS = ("File", "Message", "Field", "Enum", "EnumValue")
_CONFLUENT = {
    "confluent/meta.proto": "package confluent; message Meta { string doc = 1; map<string, string> params = 2;"
    " repeated string tags = 3; } "
    + " ".join(
        f"extend google.protobuf.{name}Options {{ Meta {snake}_meta = 1088; }}"
        for name, snake in zip(_OPTIONS, ("file", "message", "field", "enum", "enum_value"), strict=True)
    ),
    "confluent/type/decimal.proto": "package confluent.type; message Decimal { bytes value = 1; uint32 precision = 2;"
    " int32 scale = 3; }",
}


@lru_cache(maxsize=1)
def builtin_files() -> dict[str, File]:
    """The files by the names under which they are imported."""
    files = {}
    for module in _GOOGLE_PROTOBUF:
        proto = descriptor_pb2.FileDescriptorProto()
        module.DESCRIPTOR.CopyToProto(proto)
        files[proto.name] = file_of(proto)
    for name, text in _GOOGLE_TYPE.items():
        files[f"google/type/{name}.proto"] = read(f'syntax = "proto3"; package google.type; {text}')
    for name, text in _CONFLUENT.items():
        files[name] = read(f'syntax = "proto3"; {text}')
    return files
