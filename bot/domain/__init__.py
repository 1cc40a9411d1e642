"""The rules as plain values and functions: no telegram, no SQL, no clock, no global chance."""
