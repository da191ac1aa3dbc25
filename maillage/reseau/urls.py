"""Addresses of the network's pages."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
